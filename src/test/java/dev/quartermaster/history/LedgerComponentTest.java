package dev.quartermaster.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.ledger.Invocation;
import dev.quartermaster.history.ledger.InvocationRepository;
import dev.quartermaster.history.ledger.PastDecision;
import dev.quartermaster.history.ledger.PastDecisionRepository;
import dev.quartermaster.history.ledger.PastDecisionRepository.PastDecisionFilter;
import dev.quartermaster.history.ledger.PastDecisionRepository.StoredDecision;
import dev.quartermaster.history.ledger.RowCursor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.vertx.RunOnVertxContext;
import io.quarkus.test.vertx.UniAsserter;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** From a record to the sums over HTTP, through the journal and a real database. */
@QuarkusTest
class LedgerComponentTest {

    /** Amounts are read as they stand, not as floating point. */
    private static final RestAssuredConfig EXACT = RestAssuredConfig.config()
            .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.BIG_DECIMAL));

    @Inject
    History history;

    @Inject
    InvocationRepository invocations;

    @Inject
    PastDecisionRepository decisions;

    @Inject
    TimeOrderedIds ids;

    @Inject
    ObjectMapper json;

    /** The database is shared: what a test writes is told apart by its agent type. */
    private final String agentType = "agent-" + UUID.randomUUID();

    @Test
    void costsAreTheExactSumOfTheRecords() {
        Instant now = Instant.now();
        record(Records.success(agentType, "gpt-x", now, 100, Usage.of(1000, 200), "0.000000000000001"));
        record(Records.success(agentType, "gpt-x", now, 300, new Usage(10, 20, 30, 40, 50, 5, 0, false), "0.1"));
        record(Records.success(agentType, "gpt-y", now, 200, Usage.of(7, 3), "0.00000175"));
        drained();

        JsonPath rows = costs("group_by=agent_type,model&limit=1000");

        String mine = "data.findAll { it.agent_type == '" + agentType + "' }";
        assertThat(rows.getList(mine + ".model", String.class)).containsExactly("gpt-x", "gpt-y");
        assertThat(rows.getList(mine + ".cost_usd", BigDecimal.class))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("0.100000000000001"), new BigDecimal("0.00000175"));
        assertThat(rows.getList(mine + ".requests", Integer.class)).containsExactly(2, 1);
        assertThat(rows.getList(mine + ".input_tokens", Integer.class)).containsExactly(1100, 7);
        assertThat(rows.getList(mine + ".output_tokens", Integer.class)).containsExactly(250, 3);
    }

    @Test
    void performanceIsExact() {
        Instant now = Instant.now();
        for (int latency = 100; latency <= 400; latency += 100) {
            record(Records.success(agentType, "gpt-x", now, latency, Usage.of(10, 1), "0.01"));
        }
        record(Records.failure(agentType, "gpt-y", now, 1000));
        drained();

        JsonPath answer = given().config(EXACT)
                .get("/api/v1/performance?window_hours=1&agent_type=" + agentType)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getInt("total_requests")).isEqualTo(5);
        assertThat(answer.getInt("successful_requests")).isEqualTo(4);
        assertThat(answer.getDouble("success_rate")).isEqualTo(0.8);
        assertThat(answer.getDouble("average_latency_ms")).isEqualTo(400);
        assertThat(answer.getDouble("p50_latency_ms")).isEqualTo(300);
        assertThat(answer.getDouble("p95_latency_ms")).isEqualTo(880);
        assertThat(answer.getDouble("average_quality")).isEqualTo(0.8);
        assertThat(answer.getInt("input_tokens")).isEqualTo(40);
        assertThat(answer.getString("total_cost")).isEqualTo("0.04");
        assertThat(answer.getString("cost_per_successful_request_usd")).isEqualTo("0.01");
        assertThat(answer.getString("cost_by_model.'gpt-x'")).isEqualTo("0.04");
    }

    @Test
    void aWindowWithoutRequestsHasNoRates() {
        JsonPath answer = given().get("/api/v1/performance?agent_type=" + agentType)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getInt("total_requests")).isZero();
        assertThat(answer.<Object>get("success_rate")).isNull();
        assertThat(answer.<Object>get("p99_latency_ms")).isNull();
        assertThat(answer.getMap("cost_by_model")).isEmpty();
    }

    @Test
    void aRecordDeliveredTwiceIsBookedOnce() {
        InvocationRecord once = Records.success(agentType, "gpt-x", Instant.now(), 100, Usage.of(1, 1), "0.5");
        record(once);
        drained();
        record(once);
        drained();

        assertThat(costs("group_by=agent_type&limit=1000")
                        .getInt("data.find { it.agent_type == '" + agentType + "' }.requests"))
                .isEqualTo(1);
    }

    @Test
    void whatTheDatabaseCannotHoldIsMadeToFit() {
        String odd = "a\u0000b\ud800" + "x".repeat(5000);
        record(Records.success(odd, agentType, Instant.now(), 100, Usage.of(1, 1), "0.5"));
        drained();

        assertThat(history.status().rejected()).isZero();
        assertThat(costs("group_by=model&limit=1000").getInt("data.find { it.model == '" + agentType + "' }.requests"))
                .isEqualTo(1);
    }

    @Test
    @RunOnVertxContext
    void aRecordCanBeReadBackWhole(UniAsserter asserter) {
        InvocationRecord kept = Records.success(agentType, "gpt-x", Instant.now(), 100, Usage.of(3, 2), "0.000001");
        asserter.execute(() -> history.record(kept));
        asserter.assertThat(() -> onceBooked(kept), found -> {
            assertThat(found.time).isEqualTo(kept.time());
            assertThat(attempts(found)).isEqualTo(kept.attempts());
            assertThat(found.tags).isEqualTo(kept.origin().tags());
            assertThat(found.costUsd).isEqualByComparingTo(kept.bill().cost().usd());
            assertThat(found.dialect).isEqualTo("openai_chat");
        });
    }

    /** An id tells when it was made, and that is not always when its request was: clocks are set, and agents report late. */
    @Test
    void aRowFarFromTheTimeOfItsIdIsFound() {
        UUID decision = ids.next();
        InvocationRecord late =
                Records.success(agentType, "m", Instant.parse("2003-04-05T06:07:08Z"), 1, Usage.NONE, "0");
        record(Records.followed(late, ids.next(), decision));
        drained();

        assertThat(invocations.ofDecision(decision).await().atMost(Duration.ofMinutes(1)))
                .singleElement()
                .satisfies(row -> assertThat(row.time).isEqualTo(late.time()))
                .satisfies(row -> assertThat(invocations.byId(row.id).await().atMost(Duration.ofMinutes(1)))
                        .isNotNull());
    }

    private List<Attempt> attempts(Invocation found) {
        try {
            return List.of(json.readValue(found.attempts, Attempt[].class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The writer is in the background: asks until the record is there. */
    private Uni<Invocation> onceBooked(InvocationRecord kept) {
        return invocations
                .byId(kept.id())
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("not booked yet"))
                .onFailure(IllegalStateException.class)
                .retry()
                .withBackOff(Duration.ofMillis(50))
                .atMost(100);
    }

    @Test
    void aDecisionCanBeReadBack() {
        DecisionRecord kept = new DecisionRecord(
                UUID.randomUUID(),
                Instant.now(),
                null,
                () -> Map.of("model", "gpt-x"),
                () -> Map.of("registry_version", "v1"));
        history.record(kept).await().atMost(Duration.ofMinutes(1));
        drained();

        StoredDecision found = decisions.byId(kept.id()).await().atMost(Duration.ofMinutes(1));

        assertThat(found).isEqualTo(new StoredDecision("{\"model\": \"gpt-x\"}", "{\"registry_version\": \"v1\"}"));
    }

    /** Those of selections alone, and those that their requests hold; many of one moment. */
    @Test
    void pagesOfDecisionsHoldEachOnceAndInOrder() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);
        Instant begin = Instant.parse("2003-03-01T00:00:00Z");
        Set<UUID> kept = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            Instant time = begin.plusMillis(random.nextInt(5));
            InvocationRecord request = Records.success(agentType, "m", time, 1, Usage.of(1, 1), "0.5");
            JournalEntry entry = random.nextBoolean()
                    ? Records.decided(request)
                    : new DecisionRecord(UUID.randomUUID(), time, null, Map::of, Map::of);
            history.record(List.of(entry)).await().atMost(Duration.ofMinutes(1));
            kept.add(entry instanceof DecisionRecord alone ? alone.id() : request.decisionId());
        }
        drained();
        PastDecisionFilter all = new PastDecisionFilter(begin, begin.plusSeconds(1), null);

        List<PastDecision> read = new ArrayList<>();
        RowCursor place = RowCursor.before(begin);
        for (List<PastDecision> page = page(all, place); !page.isEmpty(); page = page(all, place)) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            read.addAll(page);
            place = new RowCursor(
                    read.get(read.size() - 1).time(), read.get(read.size() - 1).id());
        }

        assertThat(read).extracting(PastDecision::id).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(kept);
        assertThat(read).extracting(PastDecision::time).isSorted();
        assertThat(decisions.count(all).await().atMost(Duration.ofMinutes(1))).isEqualTo(kept.size());
        assertThat(read)
                .filteredOn(decision -> decision.happened() != null)
                .isNotEmpty()
                .allSatisfy(decision -> {
                    assertThat(decision.chosen()).isEqualTo(new ModelKey(ProviderId.OPENAI, "m"));
                    assertThat(decision.inputs()).contains("v1");
                });
    }

    private List<PastDecision> page(PastDecisionFilter which, RowCursor after) {
        return decisions.page(which, after, 7).await().atMost(Duration.ofMinutes(1));
    }

    @Test
    void pagesFollowEachOther() {
        Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");
        for (String model : List.of("page-a", "page-b", "page-c")) {
            record(Records.success(agentType, model, longAgo, 100, Usage.of(1, 1), "0.5"));
        }
        drained();

        String span = "group_by=model&from=2001-01-01T00:00:00Z&limit=2";
        JsonPath first = costs(span + "&to=2001-01-02T00:00:00Z");
        JsonPath second = costs(span + "&cursor=" + first.getString("next_cursor"));

        assertThat(first.getList("data.model", String.class)).containsExactly("page-a", "page-b");
        assertThat(second.getList("data.model", String.class)).containsExactly("page-c");
        assertThat(second.getString("next_cursor")).isNull();
    }

    private void record(InvocationRecord entry) {
        history.record(entry).await().atMost(Duration.ofMinutes(1));
    }

    private void drained() {
        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);
    }

    private static JsonPath costs(String query) {
        return given().config(EXACT)
                .get("/api/v1/costs?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
