import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '../ui/states';

export const NotFoundPage = () => (
  <main>
    <Empty title="There is no such page" actions={<Button component={Link} to="/">Go to the overview</Button>}>
      The address may be mistyped, or the page may have been moved.
    </Empty>
  </main>
);
