package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.testing.EmbeddedRedis;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The response cache of several packaged services on one Redis and one database; a stopped Redis, and a spoilt one. */
class SharedCacheIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path LOG = Path.of("target", "shared-cache.log");
    private static final String HIT = "hit";
    private static final String MISS = "miss";
    private static final String ONLY = "only";

    private static final OutsideWorld WORLD = new OutsideWorld();
    private static final EmbeddedRedis REDIS = new EmbeddedRedis();
    private static Map<String, String> settings;
    private static RunningService one;
    private static RunningService two;
    private static Vertx vertx;
    private static Redis client;

    /** The key in Redis of what was asked last. */
    private String newest = "";

    @BeforeAll
    static void start() throws IOException {
        Files.deleteIfExists(LOG);
        settings = new HashMap<>(WORLD.start());
        settings.putAll(REDIS.start());
        one = another(Map.of());
        two = another(Map.of());
        vertx = Vertx.vertx();
        client = Redis.createClient(vertx, REDIS.address());
    }

    @AfterAll
    static void stop() {
        if (vertx != null) {
            client.close();
            vertx.close();
        }
        for (RunningService service : Arrays.asList(one, two)) {
            if (service != null) {
                service.close();
            }
        }
        REDIS.stop();
        WORLD.stop();
    }

    @AfterEach
    void thaw() {
        REDIS.thaw();
    }

    private static RunningService another(Map<String, String> more) throws IOException {
        Map<String, String> own = new HashMap<>(settings);
        own.putAll(more);
        return RunningService.startAnother(own, LOG);
    }

    @Test
    void whatOneHasAnsweredAnotherGivesAgain() {
        String question = question();
        HttpResponse<String> first = asked(one, question);

        HttpResponse<String> again = givenAgain(two, question);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("x-quartermaster-cost-usd")).contains("0");
        assertThat(again.headers().firstValue("x-quartermaster-attempts")).contains("0");
    }

    @Test
    void whatIsClearedAtOneIsGoneFromTheMemoryOfTheOther() {
        String question = question();
        asked(one, question);
        givenAgain(two, question);

        HttpResponse<String> cleared = one.delete("/api/v1/cache?model=openai/gpt-4o-mini");
        assertThat(cleared.statusCode()).isEqualTo(200);
        assertThat(JsonPath.from(cleared.body()).getBoolean("everywhere")).isTrue();
        assertThat(JsonPath.from(cleared.body()).getInt("entries")).isPositive();

        assertThat(kept(one, question)).isFalse();
        await().atMost(PATIENCE).until(() -> !kept(two, question));
        ask(two, question, MISS);
    }

    /** Whose connection for notices was away, or is not there yet, looks into Redis when it has one, and now and then. */
    @Test
    void whatWasClearedWithoutANoticeIsGoneToo() throws IOException {
        String question = question();
        try (RunningService other = another(Map.of("quartermaster.database.check-every", "1s"))) {
            // Of an agent of its own: what is cleared counts for answers of the next moments too.
            ask(other, question, Map.of("agent_type", "cleared"));
            assertThat(kept(other, question)).isTrue();

            redis(Request.cmd(Command.HSET)
                    .arg("quartermaster:cache:clears")
                    .arg("-\n=cleared\n-")
                    .arg(Long.toString(System.currentTimeMillis())));

            await().atMost(PATIENCE).until(() -> !kept(other, question));
        }
    }

    @Test
    void aSpoiltValueIsAMissAndNeverAnAnswer() {
        String question = question();
        asked(one, question);
        String key = newest;
        byte[] good = redis(Request.cmd(Command.GET).arg(key)).toBytes();
        asked(one, question());
        byte[] ofAnother = redis(Request.cmd(Command.GET).arg(newest)).toBytes();
        byte[] cut = Arrays.copyOf(good, good.length / 2);
        byte[] older = good.clone();
        older[3]--;
        byte[] altered = good.clone();
        altered[good.length - 3] ^= 1;

        for (byte[] bad : List.of(cut, ofAnother, older, altered, new byte[0], "{}".getBytes())) {
            redis(Request.cmd(Command.SET).arg(key).arg(Buffer.buffer(bad)));
            missing(two, question);
        }
        redis(Request.cmd(Command.SET).arg(key).arg(Buffer.buffer(good)));
        await().atMost(PATIENCE).until(() -> kept(two, question));
    }

    /** With what an operator gets who sets nothing but the address: 50 ms. */
    @Test
    void aRedisThatIsStoppedHoldsNobodyUpAndIsTakenUpAgain() {
        String known = question();
        ask(one, known, MISS);
        assertThat(state(one)).isEqualTo("ok");

        REDIS.freeze();
        for (int i = 0; i < 20; i++) {
            String question = question();
            long begun = System.nanoTime();
            ask(one, question, MISS);
            // Its time-out, and what a request may take on a busy build machine; a stopped Redis would answer never.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
        ask(one, known, HIT);
        JsonPath status = JsonPath.from(one.get("/api/v1/status").body());
        assertThat(status.getString("dependencies.find { it.name == 'cache' }.state"))
                .isEqualTo("degraded");
        assertThat(status.getString("dependencies.find { it.name == 'cache' }"))
                .contains("Redis: ", "50 ms", "in this instance alone");

        REDIS.thaw();
        await().atMost(PATIENCE).until(() -> {
            ask(one, question(), MISS);
            return state(one).equals("ok");
        });
        String question = question();
        ask(one, question, MISS);
        await().atMost(PATIENCE).until(() -> kept(two, question));
    }

    /** The third knows nobody, so that all its callers are one: {@code anonymous}. */
    @Test
    void callersMeetOnlyInASharingGroup() throws Exception {
        String question = question();
        asked(one, question);
        try (RunningService stranger = another(Map.of("quartermaster.auth.enabled", "false"))) {
            missing(stranger, question);
        }
        Map<String, String> group = Map.of("quartermaster.cache.sharing-groups.house", "admin,anonymous");
        Map<String, String> open = new HashMap<>(group);
        open.put("quartermaster.auth.enabled", "false");
        try (RunningService member = another(group);
                RunningService other = another(open)) {
            missing(member, question); // It was kept before there was a group.
            HttpResponse<String> first = asked(member, question);
            assertThat(givenAgain(other, question).body()).isEqualTo(first.body());
        }
    }

    /** It ends as a sentence does: an answer without an end would be judged as cut off, and not kept. */
    private static String question() {
        return "Is it asked once only, " + UUID.randomUUID() + "?";
    }

    /** Asks for the first time, and waits until the answer is in Redis: nobody else has to. */
    private HttpResponse<String> asked(RunningService service, String question) {
        Set<String> before = keys();
        HttpResponse<String> answer = ask(service, question, MISS);
        Set<String> after = new HashSet<>();
        await().atMost(PATIENCE).until(() -> {
            after.addAll(keys());
            after.removeAll(before);
            return after.size() == 1;
        });
        newest = after.iterator().next();
        return answer;
    }

    /** On a busy machine the first look into Redis may take longer than its time-out, and is a miss then. */
    private static HttpResponse<String> givenAgain(RunningService service, String question) {
        await().atMost(PATIENCE).until(() -> kept(service, question));
        return ask(service, question, HIT);
    }

    /** It looked into Redis, which answered in time. */
    private static void missing(RunningService service, String question) {
        await().atMost(PATIENCE).until(() -> {
            assertThat(kept(service, question)).isFalse();
            return state(service).equals("ok");
        });
    }

    private static Set<String> keys() {
        return redis(Request.cmd(Command.KEYS).arg("quartermaster:cache:*")).stream()
                .map(Response::toString)
                .filter(key -> !key.endsWith("clears"))
                .collect(Collectors.toSet());
    }

    private static Response redis(Request request) {
        return client.send(request)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static String state(RunningService service) {
        return JsonPath.from(service.get("/api/v1/status").body())
                .getString("dependencies.find { it.name == 'cache' }.state");
    }

    private static HttpResponse<String> ask(RunningService service, String question, String expected) {
        HttpResponse<String> answer = ask(service, question, Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-quartermaster-cache")).contains(expected);
        assertThat(answer.body()).contains(question);
        return answer;
    }

    private static HttpResponse<String> ask(RunningService service, String question, Map<String, String> wishes) {
        String hints = wishes.entrySet().stream()
                .map(wish -> ",\"quartermaster\":{\"" + wish.getKey() + "\":\"" + wish.getValue() + "\"}")
                .reduce("", String::concat);
        String body =
                "{\"model\":\"openai/gpt-4o-mini\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + question + "\"}]" + hints + "}";
        return service.post("/v1/chat/completions", body).join();
    }

    /** Whether the service has the answer, in its memory or in Redis; asks no model, and keeps what it finds. */
    private static boolean kept(RunningService service, String question) {
        HttpResponse<String> answer = ask(service, question, Map.of("cache", ONLY));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 404);
        if (answer.statusCode() == 200) {
            assertThat(answer.body()).contains(question);
        }
        return answer.statusCode() == 200;
    }
}
