package dev.quartermaster.jobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.History;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.InvocationRecord.Source;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.RequestOrigin;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Unusual usage, from the ledger's rows to the alert. */
@QuarkusTest
class UsageTickComponentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    UsageTick tick;

    @Inject
    Scheduler scheduler;

    @Inject
    History history;

    private final String run = UUID.randomUUID().toString();
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);

    @Test
    void aLoudHourOfAnAgentAndOfAKeyIsToldOnceEach() {
        String agent = "loud-" + run;
        String key = "loud-key-" + run;
        String back = "back-" + run;
        String usual = "usual-" + run;
        String young = "young-" + run;
        for (int day = 1; day <= 7; day++) {
            use(agent, anyKey(), -24 * day, "0.24");
            use(null, key, -24 * day, "0.48");
        }
        use(back, anyKey(), -24 * 30, "0.01");
        use(usual, anyKey(), -24, "24");
        use(young, anyKey(), -23, "0.01");
        // Loud in the next hour as well, should it begin while this test runs.
        for (int ahead = 0; ahead <= 1; ahead++) {
            for (String each : List.of(agent, back, usual, young)) {
                use(each, anyKey(), ahead, "1.5");
            }
            use(null, key, ahead, "1");
            use(null, key, ahead, "2");
        }
        await().atMost(PATIENCE).until(() -> history.status().backlog() == 0);

        await().atMost(PATIENCE).until(() -> !alertsAfterALook("key:" + key).isEmpty());
        look();
        look();

        isToldOnce(agent, "agent", 1.5, 0.01);
        isToldOnce("key:" + key, "key", 3.0, 0.02);
        isToldOnce(back, "agent", 1.5, 0.0);
        assertThat(told(usual).getList("data")).as("one dollar an hour").isEmpty();
        assertThat(told(young).getList("data")).isEmpty();
    }

    @Test
    void itIsScheduled() {
        assertThat(scheduler.getScheduledJobs())
                .extracting(Trigger::getMethodDescription)
                .contains(UsageTick.class.getName() + "#tick");
    }

    private void isToldOnce(String subject, String kind, double thisHour, double meanHour) {
        JsonPath alerts = told(subject);
        assertThat(alerts.<String>getList("data.window_ends_at"))
                .as(subject)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .hasSizeLessThanOrEqualTo(
                        1 + (int) ChronoUnit.HOURS.between(hour, Instant.now().truncatedTo(ChronoUnit.HOURS)));
        String first = "data[" + (alerts.getList("data").size() - 1) + "].facts.";
        assertThat(alerts.getString(first + "kind")).isEqualTo(kind);
        assertThat(alerts.getString(first + "unit")).isEqualTo("USD");
        assertThat(alerts.getDouble(first + "this_hour")).isCloseTo(thisHour, within(1e-6));
        assertThat(alerts.getDouble(first + "mean_hour")).isCloseTo(meanHour, within(1e-6));
    }

    private List<Object> alertsAfterALook(String subject) {
        look();
        return told(subject).getList("data");
    }

    private void look() {
        tick.tick().await().atMost(PATIENCE);
    }

    private static JsonPath told(String subject) {
        return given().queryParam("kind", "unusual_usage")
                .queryParam("subject", subject)
                .get("/api/v1/alerts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** A key that did nothing before: it has no mean. */
    private static String anyKey() {
        return "key-" + UUID.randomUUID();
    }

    private void use(String agentType, String key, int hoursFromNow, String cost) {
        Instant time = hour.plus(Duration.ofHours(hoursFromNow)).plusSeconds(1);
        history.record(new InvocationRecord(
                        UUID.randomUUID(),
                        time,
                        Source.CALL,
                        "req",
                        new RequestOrigin(key, agentType, null, null, Map.of(), null),
                        "auto",
                        new ModelKey(ProviderId.OPENAI, "gpt-4o"),
                        null,
                        Outcome.success(false),
                        List.of(),
                        0,
                        100.0,
                        null,
                        new InvocationCost(Usage.of(10, 10), Money.usd(cost), null, null),
                        null))
                .await()
                .atMost(Duration.ofMinutes(1));
    }
}
