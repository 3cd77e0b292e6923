import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { shellTexts } from '../messages/shell.ts';

export interface PageHeaderProps {
  /** What this page is; also the title of the document. */
  readonly title: string;
  /** Beside the title, such as a badge. */
  readonly beside?: ComponentChildren;
  /** Below the title, in a line. */
  readonly children?: ComponentChildren;
  /** Buttons and links at the right. */
  readonly actions?: ComponentChildren;
}

let isFirstPage = true;

/**
 * The head of every page. It takes the focus when one comes here from another page, so that what reads pages out begins
 * with it and the keyboard goes on from there.
 */
export function PageHeader({ title, beside, children, actions }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const documentTitle = shellTexts().pageTitle(title);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  useEffect(() => {
    document.title = documentTitle;
  }, [documentTitle]);
  return (
    <header class="page-head">
      <div class="page-title">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
      </div>
      {actions !== undefined && <div class="page-actions">{actions}</div>}
      {children !== undefined && <div class="page-lead">{children}</div>}
    </header>
  );
}
