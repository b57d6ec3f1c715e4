import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { titleOf } from './title-of';

/** Each page names itself in the title: tabs, history and bookmarks can be told apart. */
export function Titled() {
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = titleOf(pathname);
  }, [pathname]);
  return <Outlet />;
}
