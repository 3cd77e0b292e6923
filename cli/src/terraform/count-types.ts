/** Such as `2 × aws_iam_user`, one line a type. */
export function countTypes(types: readonly string[]): string[] {
  const sorted = [...new Set(types)].sort();
  return sorted.map((type) => `${types.filter((each) => each === type).length} × ${type}`);
}
