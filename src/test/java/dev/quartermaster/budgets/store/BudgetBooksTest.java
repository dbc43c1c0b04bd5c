package dev.quartermaster.budgets.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.budgets.BudgetInstance;
import dev.quartermaster.budgets.definition.BudgetAction;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.BudgetWindow.Unit;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.budgets.store.BooksDatabase.Row;
import dev.quartermaster.domain.Money;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ledger counts its rows into budgets, each of them once. */
class BudgetBooksTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:30Z");

    private static BooksDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = new BooksDatabase();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @AfterEach
    void empty() throws SQLException {
        try (Connection own = database.connect()) {
            own.createStatement()
                    .execute("TRUNCATE invocation, cost_daily, cost_hourly, cost_quarter_hourly, budget, budget_bucket,"
                            + " budget_lease");
        }
    }

    private static KeptBudget day(String name, Scope... scopes) {
        return BudgetInstance.kept(
                name, BudgetAction.ALERT, "10", BudgetWindow.calendar(Unit.DAY, BudgetWindow.UTC), scopes);
    }

    private static Scope scope(Dimension dimension, String target) {
        return new Scope(dimension, target);
    }

    @Test
    void aRowCountsInAllBudgetsThatCoverIt() throws SQLException {
        KeptBudget global = day("global");
        KeptBudget openai = day("openai", scope(Dimension.PROVIDER, "openai"));
        KeptBudget model = day("model", scope(Dimension.MODEL, "openai/gpt-4o"));
        KeptBudget agent = day("agent", scope(Dimension.AGENT_TYPE, "coder"));
        KeptBudget task = day("task", scope(Dimension.TASK_ID, "t1"));
        KeptBudget key = day("key", scope(Dimension.API_KEY, "team"));
        KeptBudget both = day("both", scope(Dimension.AGENT_TYPE, "coder"), scope(Dimension.PROVIDER, "anthropic"));
        List<KeptBudget> all = List.of(global, openai, model, agent, task, key, both);
        for (KeptBudget kept : all) {
            database.create(kept);
        }

        database.insert(List.of(
                Row.of(NOON, "0.1"),
                Row.of(NOON, "0.02").by("writer", "other"),
                Row.of(NOON, "0.003").on("anthropic", "claude"),
                Row.of(NOON, "0.0004").by(null, null).on(null, null)));

        assertThat(spent(all)).containsExactly("0.1234", "0.12", "0.12", "0.103", "0.1234", "0.103", "0.003");
        assertThat(database.number("SELECT sum(requests) FROM budget_bucket WHERE budget_id = '" + global.id() + "'"))
                .isEqualByComparingTo("4");
    }

    private static List<String> spent(List<KeptBudget> all) throws SQLException {
        List<String> spent = new ArrayList<>();
        for (KeptBudget kept : all) {
            spent.add(database.spent(kept).toPlainString());
        }
        return spent;
    }

    @Test
    void aRowThatIsThereAlreadyAndABatchThatIsRolledBackCountNothing() throws SQLException {
        KeptBudget global = day("global");
        database.create(global);
        Row row = Row.of(NOON, "0.1");

        database.insert(List.of(row));
        database.insert(List.of(row, Row.of(NOON, "0.2")));
        try (Connection own = database.connect()) {
            own.setAutoCommit(false);
            BooksDatabase.insert(own, List.of(Row.of(NOON, "0.4")));
            own.rollback();
        }

        assertThat(database.spent(global)).isEqualByComparingTo("0.3");
    }

    @Test
    void aCorrectedCostCountsByItsDifferenceAndAnUnknownOneAsNothing() throws SQLException {
        KeptBudget global = day("global");
        database.create(global);
        Row unpriced = new Row(UUID.randomUUID(), NOON, "openai", "gpt-4o", null, null, null, null, Map.of());
        database.insert(List.of(Row.of(NOON, "0.1"), unpriced));
        assertThat(database.spent(global)).isEqualByComparingTo("0.1");

        try (Connection own = database.connect()) {
            own.createStatement().execute("UPDATE invocation SET cost_usd = coalesce(cost_usd, 0) * 0.5 + 0.01");
        }

        assertThat(database.spent(global)).isEqualByComparingTo("0.07");
    }

    /** A failed call of another provider was paid there, though the row names the model that answered. */
    @Test
    void whatCallsHadSettledCountsWhereTheyHeldIt() throws SQLException {
        KeptBudget global = day("global");
        KeptBudget openai = day("openai", scope(Dimension.PROVIDER, "openai"));
        KeptBudget anthropic = day("anthropic", scope(Dimension.PROVIDER, "anthropic"));
        KeptBudget agent = day("agent", scope(Dimension.AGENT_TYPE, "coder"));
        for (KeptBudget kept : List.of(global, openai, anthropic, agent)) {
            database.create(kept);
        }
        Instant window = global.budget().window().start(NOON);
        UUID inGlobal = lease(global, window);
        UUID inOpenai = lease(openai, window);
        UUID inAnthropic = lease(anthropic, window);

        database.insert(List.of(Row.of(NOON, "0.5")
                .leased(Map.of(
                        inGlobal,
                        Money.usd("0.5"),
                        inAnthropic,
                        Money.usd("0.2"),
                        inOpenai,
                        Money.usd("0.3"),
                        UUID.randomUUID(),
                        Money.usd("7")))));

        assertThat(spent(List.of(global, openai, anthropic, agent))).containsExactly("0.5", "0.3", "0.2", "0.5");
        assertThat(database.number("SELECT booked_usd FROM budget_lease WHERE id = '" + inOpenai + "'"))
                .isEqualByComparingTo("0.3");
    }

    /** Whether a row names its leases alone, with amounts, or not at all, it counts once; also beside rows like it. */
    @Test
    void rowsOfAllFormsInOneBatchCountOnceEach() throws SQLException {
        KeptBudget global = day("global");
        KeptBudget openai = day("openai", scope(Dimension.PROVIDER, "openai"));
        database.create(global);
        database.create(openai);
        UUID inGlobal = lease(global, global.budget().window().start(NOON));
        UUID inOpenai = lease(openai, openai.budget().window().start(NOON));
        Random random = new Random(7);
        List<Row> batch = new ArrayList<>();
        long all = 0;
        long ofOpenai = 0;
        long booked = 0;
        for (int i = 0; i < 300; i++) {
            long cost = 1 + random.nextInt(3);
            long part = random.nextInt(2);
            Row row = Row.of(
                    NOON.plusSeconds(random.nextInt(150)),
                    Money.usd("0." + cost).toString());
            all += cost;
            switch (random.nextInt(3)) {
                case 0 -> {
                    batch.add(row.leased(Map.of(inGlobal, Money.usd("0." + cost), inOpenai, Money.usd("0." + cost))));
                    ofOpenai += cost;
                    booked += cost;
                }
                case 1 -> {
                    batch.add(row.leased(Map.of(inGlobal, Money.usd("0." + cost), inOpenai, Money.usd("0." + part))));
                    ofOpenai += part;
                    booked += part;
                }
                default -> {
                    batch.add(row);
                    ofOpenai += cost;
                }
            }
        }
        database.insert(batch);
        database.insert(batch);

        assertThat(database.spent(global)).isEqualByComparingTo(BigDecimal.valueOf(all, 1));
        assertThat(database.spent(openai)).isEqualByComparingTo(BigDecimal.valueOf(ofOpenai, 1));
        assertThat(database.number("SELECT booked_usd FROM budget_lease WHERE id = '" + inOpenai + "'"))
                .isEqualByComparingTo(BigDecimal.valueOf(booked, 1));
        assertThat(database.number("SELECT sum(requests) FROM budget_bucket WHERE budget_id = '" + global.id() + "'"))
                .isEqualByComparingTo("300");
    }

    /** A call at a price that nobody knew had settled all that it held; the price that comes later takes its place. */
    @Test
    void aPriceThatComesLaterReplacesWhatWasSettledForIt() throws SQLException {
        KeptBudget global = day("global");
        KeptBudget later = day("later");
        database.create(global);
        UUID lease = lease(global, global.budget().window().start(NOON));
        Row row = new Row(
                UUID.randomUUID(),
                NOON,
                "openai",
                "gpt-4o",
                "coder",
                "t1",
                "team",
                null,
                Map.of(lease, Money.usd("0.5")));
        database.insert(List.of(row));
        assertThat(database.spent(global)).isEqualByComparingTo("0.5");
        database.create(later);
        assertThat(database.spent(later)).as("it never had a lease").isEqualByComparingTo("0");

        try (Connection own = database.connect()) {
            own.createStatement().execute("UPDATE invocation SET cost_usd = 0.2 WHERE id = '" + row.id() + "'");
        }

        assertThat(spent(List.of(global, later))).containsExactly("0.2", "0.2");
        assertThat(database.number("SELECT booked_usd FROM budget_lease WHERE id = '" + lease + "'"))
                .isEqualByComparingTo("0.5");
    }

    private static UUID lease(KeptBudget kept, Instant window) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection own = database.connect()) {
            own.createStatement()
                    .execute("SELECT * FROM renew_budget_leases('me', 300, '[{\"id\": \"" + id + "\", \"budget\": \""
                            + kept.id() + "\", \"window\": \"" + window
                            + "\", \"sequence\": 1, \"keep\": 0, \"want\": 5, \"need\": 0, \"least\": 0, \"used\": 0,"
                            + " \"settled\": 0, \"refused\": 0}]')");
        }
        return id;
    }

    @Test
    void spendingLeavesARollingWindowByItsParts() throws SQLException {
        KeptBudget rolling = BudgetInstance.kept("rolling", BudgetAction.BLOCK, "10", BudgetWindow.rolling(Unit.HOUR));
        database.create(rolling);
        Instant now = Instant.now();

        database.insert(List.of(
                Row.of(now, "1"), Row.of(now.minusSeconds(30 * 60), "2"), Row.of(now.minusSeconds(62 * 60), "4")));

        assertThat(database.number("SELECT budget_spent('" + rolling.id() + "', 'hour', true, to_timestamp(0))"))
                .isEqualByComparingTo("3");
        assertThat(database.spent(rolling)).isEqualByComparingTo("7");
    }

    @Test
    void aBudgetBeginsExactlyWithWhatTheLedgerHoldsWhileRowsComeIn() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 3; writer++) {
            Random random = new Random(writer);
            writers.add(CompletableFuture.runAsync(() -> write(random, over)));
        }
        List<KeptBudget> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            KeptBudget kept = i % 3 == 0
                    ? day("b" + i)
                    : i % 3 == 1
                            ? day("b" + i, scope(Dimension.AGENT_TYPE, "coder"))
                            : day("b" + i, scope(Dimension.API_KEY, "k1"));
            database.create(kept);
            all.add(kept);
        }
        over.set(true);
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();

        String sum = "SELECT coalesce(sum(cost_usd), 0) FROM invocation";
        for (int i = 0; i < all.size(); i++) {
            String covered = i % 3 == 0 ? "" : i % 3 == 1 ? " WHERE agent_type = 'coder'" : " WHERE caller = 'k1'";
            assertThat(database.spent(all.get(i))).isEqualByComparingTo(database.number(sum + covered));
        }
    }

    private static void write(Random random, AtomicBoolean over) {
        try (Connection own = database.connect()) {
            for (int batch = 0; batch < 20 || !over.get(); batch++) {
                List<Row> rows = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    rows.add(Row.of(NOON.plusSeconds(random.nextInt(3_600)), "0.00" + random.nextInt(1_000))
                            .by(random.nextBoolean() ? "coder" : "writer", "k" + random.nextInt(3)));
                }
                BooksDatabase.insert(own, rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Also what retention has removed the rows of, as the sums stay. */
    @Test
    void aBudgetBeginsWithWhatIsKnownOfItsWindowWhereverThatBegins() throws SQLException {
        List<BudgetWindow> windows = List.of(
                BudgetWindow.calendar(Unit.DAY, BudgetWindow.UTC),
                BudgetWindow.calendar(Unit.DAY, ZoneId.of("Asia/Kolkata")),
                BudgetWindow.calendar(Unit.HOUR, ZoneId.of("Asia/Kathmandu")),
                BudgetWindow.rolling(Unit.DAY),
                BudgetWindow.rolling(Unit.WEEK));
        List<Row> rows = new ArrayList<>();
        for (BudgetWindow window : windows) {
            rows.add(Row.of(window.countedFrom(NOON), "0.01"));
            rows.add(Row.of(window.countedFrom(NOON).minusMillis(1), "100"));
        }
        rows.add(Row.of(NOON, "0.5"));
        database.insert(rows);
        try (Connection own = database.connect()) {
            own.createStatement().execute("DELETE FROM invocation");
        }

        for (BudgetWindow window : windows) {
            KeptBudget kept = BudgetInstance.kept("b", BudgetAction.ALERT, "10", window);
            kept = new KeptBudget(kept.id(), 1, window.countedFrom(NOON), Instant.EPOCH, kept.budget());
            database.create(kept);

            BigDecimal expected = rows.stream()
                    .filter(row -> !row.time().isBefore(window.countedFrom(NOON)))
                    .map(row -> row.cost().usd())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(database.spent(kept)).as("%s", window).isEqualByComparingTo(expected);
            try (Connection own = database.connect()) {
                own.createStatement().execute("TRUNCATE budget, budget_bucket");
            }
        }
    }

    @Test
    void theDatabaseAndTheServiceComputeTheSameWindows() throws SQLException {
        Random random = new Random(11);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        Set<String> known = new HashSet<>();
        try (Connection own = database.connect();
                ResultSet names = own.createStatement().executeQuery("SELECT name FROM pg_timezone_names")) {
            while (names.next()) {
                known.add(names.getString(1));
            }
        }
        Unit[] units = {Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH};
        int compared = 0;
        try (Connection own = database.connect();
                PreparedStatement start =
                        own.prepareStatement("SELECT budget_bucket_start(?, false, ?, CAST(? AS timestamptz))")) {
            for (String zone : zones) {
                // Half hours of summer time on Lord Howe; and where governments change the time at short notice, the
                // two
                // have rules of different years.
                if (!known.contains(zone)
                        || zone.indexOf('/') < 0
                        || zone.startsWith("Australia/L")
                        || zone.startsWith("Antarctica/")) {
                    continue;
                }
                for (int i = 0; i < 12; i++) {
                    Instant moment = Instant.ofEpochSecond(1_577_836_800L + random.nextInt(120_000_000));
                    Unit unit = units[random.nextInt(units.length)];
                    start.setString(1, unit.wire());
                    start.setString(2, zone);
                    start.setString(3, moment.toString());
                    try (ResultSet found = start.executeQuery()) {
                        found.next();
                        assertThat(found.getObject(1, OffsetDateTime.class).toInstant())
                                .as("%s in %s at %s", unit, zone, moment)
                                .isEqualTo(BudgetWindow.calendar(unit, ZoneId.of(zone))
                                        .start(moment));
                        compared++;
                    }
                }
            }
            for (String moment : List.of("2024-11-03T04:30:00Z", "2024-11-03T05:30:00Z", "2024-03-10T12:00:00Z")) {
                start.setString(1, "day");
                start.setString(2, "America/Havana");
                start.setString(3, moment);
                try (ResultSet found = start.executeQuery()) {
                    found.next();
                    assertThat(found.getObject(1, OffsetDateTime.class).toInstant())
                            .isEqualTo(BudgetWindow.calendar(Unit.DAY, ZoneId.of("America/Havana"))
                                    .start(Instant.parse(moment)));
                }
            }
        }
        assertThat(compared).isGreaterThan(1_000);
    }

    @Test
    void theGrantsOfAllInstancesNeverExceedTheLimit() throws SQLException {
        KeptBudget global = BudgetInstance.blocking("global", "10");
        database.create(global);
        for (int i = 0; i < 20; i++) {
            lease(global, BudgetWindow.ALWAYS);
        }

        BigDecimal granted = database.number("SELECT sum(granted_usd) FROM budget_lease");
        assertThat(granted).isBetween(new BigDecimal("5"), new BigDecimal("10"));
    }
}
