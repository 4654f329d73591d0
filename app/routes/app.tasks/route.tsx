import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { Nothing } from "#app/components/nothing.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { taskList } from "#app/queries/task-list.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { BookTaskRow } from "./book-task.tsx";
import { DeliveryTaskRow } from "./delivery-task.tsx";
import { HookTaskRow } from "./hook-task.tsx";
import { RefusedTaskRow } from "./refused-task.tsx";
import { TaskGroup } from "./task-group.tsx";
import { UnknownTaskRow } from "./unknown-task.tsx";
import { ValueTaskRow } from "./value-task.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return {
    tasks: await taskList(ctx),
    seesCost: await seesCost(ctx, { ask: true }),
    mayWriteOff: ctx.person?.mayWriteOff ?? false,
    timeZone: ctx.shop.timeZone,
  };
}

export default function Tasks() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { tasks, seesCost: cost, mayWriteOff, timeZone } = shown;
  const { unknown, needsValue, refused, books, deliveries, hooks } = tasks;
  const isEmpty = Object.values(tasks).every(({ length }) => length === 0);
  const { t } = useTranslation("tasks");
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <BlockStack gap="400">
        {mayWriteOff ? null : <MayNotBanner />}
        {isEmpty ? <NoTasks /> : null}
        <TaskGroup kind="unknown" count={unknown.length}>
          {unknown.map((task) => (
            <UnknownTaskRow key={task.attemptId} task={task} timeZone={timeZone} mayAct={mayWriteOff} />
          ))}
        </TaskGroup>
        <TaskGroup kind="needsValue" count={needsValue.length}>
          {needsValue.map((task) => (
            <ValueTaskRow key={`${task.document.id} ${task.position}`} task={task} mayAct={cost} />
          ))}
        </TaskGroup>
        <TaskGroup kind="books" count={books.length}>
          {books.map((task) => (
            <BookTaskRow key={`${task.bookId} ${task.why}`} task={task} timeZone={timeZone} mayAct={cost} />
          ))}
        </TaskGroup>
        <TaskGroup kind="deliveries" count={deliveries.length}>
          {deliveries.map((task) => (
            <DeliveryTaskRow key={task.id} task={task} mayAct={cost} />
          ))}
        </TaskGroup>
        <TaskGroup kind="hooks" count={hooks.length}>
          {hooks.map((task) => (
            <HookTaskRow key={task.hookId} task={task} mayAct={cost} />
          ))}
        </TaskGroup>
        <TaskGroup kind="refused" count={refused.length}>
          {refused.map((task) => (
            <RefusedTaskRow key={`${task.document.id} ${task.position}`} task={task} mayAct={mayWriteOff} />
          ))}
        </TaskGroup>
      </BlockStack>
    </Page>
  );
}

function NoTasks() {
  const { t } = useTranslation("tasks");
  return (
    <Card padding="0">
      <Nothing title={t("none.title")} body={t("none.body")} />
    </Card>
  );
}
