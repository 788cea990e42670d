import { lazy } from "react";
import { Navigate, Route, Routes } from "react-router";
import { homeOf } from "@/app/places";
import { InboxPage } from "@/app/pages/InboxPage";
import { MissingPage } from "@/app/pages/MissingPage";
import { useMe } from "@/api/session";

const AccountsPage = lazy(() => import("@/app/pages/AccountsPage").then((page) => ({ default: page.AccountsPage })));
const AccountPage = lazy(() => import("@/app/pages/AccountPage").then((page) => ({ default: page.AccountPage })));
const DealsPage = lazy(() => import("@/app/pages/DealsPage").then((page) => ({ default: page.DealsPage })));
const RoomPage = lazy(() => import("@/app/pages/RoomPage").then((page) => ({ default: page.RoomPage })));
const DesignPage = lazy(() => import("@/app/pages/DesignPage").then((page) => ({ default: page.DesignPage })));
const HealthPage = lazy(() => import("@/app/pages/HealthPage").then((page) => ({ default: page.HealthPage })));
const MatrixPage = lazy(() => import("@/app/pages/MatrixPage").then((page) => ({ default: page.MatrixPage })));
const OverviewPage = lazy(() => import("@/app/pages/OverviewPage").then((page) => ({ default: page.OverviewPage })));
const ProfilePage = lazy(() => import("@/app/pages/ProfilePage").then((page) => ({ default: page.ProfilePage })));
const AbsencesPage = lazy(() => import("@/app/pages/AbsencesPage").then((page) => ({ default: page.AbsencesPage })));
const NotificationsPage = lazy(() =>
  import("@/app/pages/NotificationsPage").then((page) => ({ default: page.NotificationsPage })),
);
const AdminPage = lazy(() => import("@/app/pages/AdminPage").then((page) => ({ default: page.AdminPage })));

/** Which page an address shows; everything but the inbox loads when it is first opened. */
export function Pages() {
  const home = homeOf(useMe());
  return (
    <Routes>
      <Route index element={<Navigate to={home} replace />} />
      <Route path="sign-in" element={<Navigate to="/inbox" replace />} />
      <Route path="inbox" element={<InboxPage />} />
      <Route path="accounts" element={<AccountsPage />} />
      <Route path="accounts/:id" element={<AccountPage />} />
      <Route path="deals" element={<DealsPage />} />
      <Route path="deals/:id" element={<RoomPage />} />
      <Route path="me/notifications" element={<NotificationsPage />} />
      <Route path="me" element={<ProfilePage />} />
      <Route path="away" element={<AbsencesPage />} />
      <Route path="admin" element={<AdminPage />} />
      <Route path="admin/design" element={<DesignPage />} />
      <Route path="admin/health" element={<HealthPage />} />
      <Route path="overview" element={<OverviewPage />} />
      <Route path="matrix" element={<MatrixPage />} />
      <Route path="*" element={<MissingPage />} />
    </Routes>
  );
}
