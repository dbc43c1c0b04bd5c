package dev.quartermaster;

import static dev.quartermaster.testing.FunctionWorld.ADMIN_KEY;
import static dev.quartermaster.testing.LambdaEvents.chat;
import static dev.quartermaster.testing.LambdaEvents.header;
import static dev.quartermaster.testing.LambdaEvents.payload2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.testing.FunctionWorld;
import dev.quartermaster.testing.LambdaEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A function that is frozen between its invocations, whose connections and database go away meanwhile, and that is ended.
 * {@code -Dlambda.invocations=1000} for the law at its full size; 60 if not given.
 */
class FunctionFreezeLambdaIT {

    private static final String CHAT = "/v1/chat/completions";

    private FunctionWorld world;

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    /** Or else the answer says that it is not, and the log has it. */
    @Test
    void everyAnsweredInvocationIsInTheDatabaseWhenTheAnswerIsThere() throws Exception {
        world = new FunctionWorld("function-freeze.log", Map.of());
        int invocations = Integer.getInteger("lambda.invocations", 60);
        int late = 0;
        Random random = new Random(20261130);
        List<String> missing = new ArrayList<>();
        ask("The first one");
        for (int i = 0; i < invocations; i++) {
            world.function.freeze();
            boolean restarts = i % 20 == 10;
            if (restarts) {
                world.database.close();
                world.database.start();
            } else if (i % 5 == 1) {
                cutConnections();
            }
            // Time passes while it is frozen, and sometimes enough of it for what it knows to grow old.
            pass(Duration.ofMillis(i % 15 == 4 ? 2_500 : random.nextInt(20)));
            world.function.thaw();
            JsonNode answer = ask("Number " + i);
            assertThat(answer.path("statusCode").intValue()).as("number %d", i).isEqualTo(200);
            boolean isThere = records(answer).equals("1");
            boolean isTold =
                    String.valueOf(header(answer, "x-quartermaster-warnings")).contains("record: not in");
            late += isTold ? 1 : 0;
            if (!isThere && !isTold) {
                missing.add("number " + i);
            }
        }

        assertThat(missing).isEmpty();
        assertThat(late)
                .as("answers whose record was late, of a database that was there")
                .isZero();
        assertThat(world.database.texts("SELECT request_id FROM invocation GROUP BY 1 HAVING count(*) > 1"))
                .as("requests that are booked twice")
                .isEmpty();
        assertThat(world.database.texts("SELECT count(*) FROM invocation").get(0))
                .isEqualTo(Integer.toString(invocations + 1));
    }

    @Test
    void aKeyThatWasRevokedWhileItWasFrozenIsRefused() throws Exception {
        world = new FunctionWorld("function-revoked.log", Map.of());
        JsonNode made = world.invoke(
                payload2("POST", "/api/v1/keys", "", "{\"name\":\"lambda\",\"role\":\"agent\"}", ADMIN_KEY));
        String key = LambdaEvents.body(made).path("key").textValue();
        String id = LambdaEvents.body(made).path("id").textValue();
        assertThat(models(key)).isEqualTo(200);
        world.function.freeze();
        world.database.texts("UPDATE caller_key SET revoked_at = now(), revision = revision + 1 WHERE id = '" + id
                + "' RETURNING id");
        cutConnections();
        pass(Duration.ofMillis(2_500));
        world.function.thaw();

        assertThat(models(key)).isEqualTo(401);
    }

    private int models(String key) throws Exception {
        return world.invoke(payload2("GET", "/v1/models", "", null, key))
                .path("statusCode")
                .intValue();
    }

    /** What the function has written to its log comes back to it by a subscription, and is booked once. */
    @Test
    void lateRecordsAreBookedFromTheLog() throws Exception {
        world = new FunctionWorld("function-late.log", Map.of());
        ask("Is the database there?");
        world.database.close();
        JsonNode late = ask("Book me from the log");
        List<String> lines = world.function.log().stream()
                .filter(line -> line.startsWith("{\"quartermaster\":\"late_record\""))
                .toList();
        assertThat(lines).isNotEmpty();
        // It is gone before its next request.
        world.function.close();
        world.database.start();
        assertThat(records(late)).isEqualTo("0");

        try (FunctionWorld.Successor successor = world.successor("function-successor.log")) {
            JsonNode first = successor.invoke(LambdaEvents.subscription(lines));
            JsonNode again = successor.invoke(LambdaEvents.subscription(lines));

            assertThat(first.path("booked").intValue()).isEqualTo(lines.size());
            assertThat(first.path("rejected").intValue()).isZero();
            assertThat(first.path("unreadable").intValue()).isZero();
            assertThat(again.path("booked").intValue()).isEqualTo(lines.size());
        }
        assertThat(records(late)).isEqualTo("1");
        String id = header(late, "x-request-id");
        assertThat(world.database.texts("SELECT cost_usd > 0 FROM invocation WHERE request_id = '" + id + "'"))
                .containsExactly("t");
        assertThat(world.database.texts("SELECT count(*) FROM request_decision WHERE id = '"
                        + header(late, "x-quartermaster-decision") + "'"))
                .containsExactly("1");
    }

    @Test
    void linesAreSentAgainWhileTheDatabaseIsAway() throws Exception {
        world = new FunctionWorld("function-away.log", Map.of());
        ask("Is the database there?");
        world.database.close();
        ask("Book me from the log");
        List<String> lines = world.function.log().stream()
                .filter(line -> line.startsWith("{\"quartermaster\":\"late_record\""))
                .toList();

        assertThat(world.invoke(LambdaEvents.subscription(lines), Duration.ofSeconds(60))
                        .failed())
                .isTrue();
        assertThat(world.invoke("{\"job\":\"history-retention\"}")
                        .path("status")
                        .textValue())
                .isEqualTo("failed");
        assertThat(ask("It lives").path("statusCode").intValue()).isEqualTo(200);
    }

    @Test
    void itsEndBringsTheLastRecordsToTheDatabase() throws Exception {
        world = new FunctionWorld("function-end.log", Map.of());
        ask("Is the database there?");
        world.database.close();
        JsonNode late = ask("Do not forget me");
        await().atMost(FunctionWorld.PATIENCE)
                .until(() -> world.runtime.extension().isDone());
        world.function.freeze();
        world.database.start();
        world.function.thaw();
        world.function.end();

        assertThat(world.function.hasEnded(20)).isTrue();
        assertThat(records(late)).isEqualTo("1");
    }

    @Test
    void aStartThatFailsSaysWhy() throws Exception {
        world = new FunctionWorld("function-refused.log", Map.of("QUARTERMASTER_ADMIN_KEY", ""));

        await().atMost(FunctionWorld.PATIENCE)
                .until(() -> world.runtime.initError().isDone() || !world.function.isAlive());
        assertThat(world.runtime.initError().isDone()).isTrue();
        assertThat(world.runtime.asked().isDone()).isFalse();
        assertThat(String.join("\n", world.function.log())).contains("QUARTERMASTER_ADMIN_KEY");
    }

    /** It is the passing of time that is under test. */
    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }

    private JsonNode ask(String question) throws Exception {
        return world.invoke(payload2("POST", CHAT, "", chat(question), ADMIN_KEY));
    }

    private void cutConnections() throws Exception {
        world.database.texts("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                + " AND backend_type = 'client backend'");
    }

    private String records(JsonNode answer) throws Exception {
        return world.database
                .texts("SELECT count(*) FROM invocation WHERE request_id = '" + header(answer, "x-request-id") + "'")
                .get(0);
    }
}
