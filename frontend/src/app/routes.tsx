import { matchPath, Navigate, Route, Routes } from "react-router";
import { homeOf } from "@/app/places";
import { beginInbox, InboxPage } from "@/app/pages/InboxPage";
import { MissingPage } from "@/app/pages/MissingPage";
import { useMe } from "@/api/session";
import { later } from "@/ui/later";

const ImportPage = later(() => import("@/app/pages/ImportPage").then((page) => page.ImportPage));
const AccountsPage = later(() => import("@/app/pages/AccountsPage").then((page) => page.AccountsPage));
const AccountPage = later(() => import("@/app/pages/AccountPage").then((page) => page.AccountPage));
const DealsPage = later(() => import("@/app/pages/DealsPage").then((page) => page.DealsPage));
const RoomPage = later(async (language) => {
  const page = await import("@/app/pages/RoomPage");
  // The largest of them is in time only if it need not wait for the room's first look.
  page.beginTab(new URLSearchParams(location.search), language);
  return page.RoomPage;
});
const DesignPage = later(() => import("@/app/pages/DesignPage").then((page) => page.DesignPage));
const HealthPage = later(() => import("@/app/pages/HealthPage").then((page) => page.HealthPage));
const MatrixPage = later(() => import("@/app/pages/MatrixPage").then((page) => page.MatrixPage));
const OverviewPage = later(() => import("@/app/pages/OverviewPage").then((page) => page.OverviewPage));
const ProfilePage = later(() => import("@/app/pages/ProfilePage").then((page) => page.ProfilePage));
const AbsencesPage = later(() => import("@/app/pages/AbsencesPage").then((page) => page.AbsencesPage));
const NotificationsPage = later(() => import("@/app/pages/NotificationsPage").then((page) => page.NotificationsPage));
const AdminPage = later(() => import("@/app/pages/AdminPage").then((page) => page.AdminPage));

const LATER = [
  { path: "accounts", Page: AccountsPage },
  { path: "accounts/import", Page: ImportPage },
  { path: "accounts/:id", Page: AccountPage },
  { path: "deals", Page: DealsPage },
  { path: "deals/:id", Page: RoomPage },
  { path: "me/notifications", Page: NotificationsPage },
  { path: "me", Page: ProfilePage },
  { path: "away", Page: AbsencesPage },
  { path: "admin", Page: AdminPage },
  { path: "admin/design", Page: DesignPage },
  { path: "admin/health", Page: HealthPage },
  { path: "overview", Page: OverviewPage },
  { path: "matrix", Page: MatrixPage },
];

/** Where most people land in it; a leader's home is another, and two small files more. */
const INBOX = ["/", "/sign-in", "/inbox"];

/** Fetches the page of an address beside the first questions, instead of after their answers; done when it is there or will not come. */
export async function beginPage(address: string, language: Promise<unknown>): Promise<void> {
  if (INBOX.some((path) => matchPath(path, address))) return beginInbox(language);
  return LATER.find(({ path }) => matchPath(`/${path}`, address))?.Page.begin(language);
}

/** Which page an address shows; everything but the inbox loads when it is first opened. */
export function Pages() {
  const home = homeOf(useMe());
  return (
    <Routes>
      <Route index element={<Navigate to={home} replace />} />
      <Route path="sign-in" element={<Navigate to="/inbox" replace />} />
      <Route path="inbox" element={<InboxPage />} />
      {LATER.map(({ path, Page }) => (
        <Route key={path} path={path} element={<Page />} />
      ))}
      <Route path="admin/rules" element={<Navigate to="/admin?tab=rules" replace />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
