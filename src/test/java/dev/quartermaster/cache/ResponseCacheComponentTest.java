package dev.quartermaster.cache;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;

import dev.quartermaster.testing.EmbeddedRedis;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The response cache, from the caller's bytes to the ledger's row. */
@QuarkusTest
@TestProfile(CachingHouse.class)
class ResponseCacheComponentTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Inject
    AgroalDataSource database;

    @Inject
    ResponseCache cache;

    @Inject
    Vertx vertx;

    private final String model = "cached-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void register() {
        register(model, "[\"text-generation\"]");
    }

    private static void register(String id, String capabilities) {
        post(
                        "/api/v1/models",
                        "{'id':'" + id + "','provider':'openai','capabilities':" + capabilities
                                + ",'features':['streaming','tools'],'max_output_tokens':1000,'context_window':100000,"
                                + "'pricing':{'input_per_1m':1,'output_per_1m':2}}")
                .statusCode(201);
    }

    @AfterEach
    void calm() {
        EmbeddedRedis.current().thaw();
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void theSameQuestionIsAnsweredOnce() throws Exception {
        Response first = chat("Hello", "")
                .statusCode(200)
                .header("x-quartermaster-cache", "miss")
                .extract()
                .response();
        Response again = chat("Hello", "")
                .statusCode(200)
                .header("x-quartermaster-cache", "hit")
                .header("age", matchesPattern("[0-9]+"))
                .header("x-quartermaster-cost-usd", "0")
                .header("x-quartermaster-attempts", "0")
                .header("x-quartermaster-model", "openai/" + model)
                .extract()
                .response();

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(upstream("chat", model)).isEqualTo(1);

        Row miss = row(first);
        Row hit = row(again);
        assertThat(miss.status()).isEqualTo("miss");
        assertThat(miss.saved()).isNull();
        assertThat(hit.status()).isEqualTo("hit");
        assertThat(hit.outcome()).isEqualTo("success");
        assertThat(hit.cost()).isZero();
        assertThat(hit.tokens()).isZero();
        assertThat(hit.saved()).isEqualByComparingTo(miss.cost()).isPositive();
        given().get("/api/v1/decisions/" + again.header("x-quartermaster-decision"))
                .then()
                .statusCode(200)
                .body("model_id", equalTo(model))
                .body("attempts.size()", equalTo(0));
        given().get("/api/v1/performance?model=openai/" + model)
                .then()
                .statusCode(200)
                .body("total_requests", equalTo(1));
        given().get("/api/v1/cache")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("shared", equalTo(true))
                .body("entries", greaterThan(0))
                .body("usage.find { it.model == 'openai/" + model + "' }.hits", equalTo(1))
                .body("usage.find { it.model == 'openai/" + model + "' }.misses", equalTo(1));
    }

    @Test
    void orderAndWhiteSpaceDoNotMatterAndNeitherDoesTheDialect() {
        chat("Hello", "").header("x-quartermaster-cache", "miss");

        post(
                        "/v1/chat/completions",
                        "{ 'messages' : [{'content':'Hello', 'role':'user'}],\n 'temperature':0.0, 'user':'me',"
                                + "'max_tokens':50,'metadata':{'a':'b'}, 'model':'openai/" + model + "'}")
                .header("x-quartermaster-cache", "hit");
        post(
                        "/v1/messages",
                        "{'model':'" + model + "','max_tokens':50,'temperature':0,"
                                + "'messages':[{'role':'user','content':'Hello'}]}")
                .header("x-quartermaster-cache", "hit")
                .body("type", equalTo("message"))
                .body("content[0].text", matchesPattern("Hello, this is .*"));
        post("/v1/responses", "{'model':'" + model + "','max_output_tokens':50,'temperature':0,'input':'Hello'}")
                .header("x-quartermaster-cache", "hit")
                .body("output[0].content[0].text", matchesPattern("Hello, this is .*"));
        assertThat(upstream("chat", model)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aHitIsReplayedAsAStreamAndWhole(boolean streamedFirst) {
        String options = streamedFirst ? ",'stream':true,'stream_options':{'include_usage':true}" : "";
        String original = chat("Hello", options).statusCode(200).extract().asString();

        String whole = chat("Hello", "")
                .header("x-quartermaster-cache", "hit")
                .body("choices[0].finish_reason", equalTo("stop"))
                .extract()
                .asString();
        String stream = chat("Hello", ",'stream':true,'stream_options':{'include_usage':true}")
                .header("x-quartermaster-cache", "hit")
                .extract()
                .asString();

        assertThat(stream).endsWith("data: [DONE]\n\n").contains("\"finish_reason\":\"stop\"", "\"prompt_tokens\":");
        assertThat(said(stream)).isEqualTo(JsonPath.from(whole).getString("choices[0].message.content"));
        assertThat(streamedFirst ? said(original) : original).isEqualTo(streamedFirst ? said(stream) : whole);
        for (String path : List.of("/v1/messages", "/v1/responses")) {
            String body = path.equals("/v1/messages")
                    ? "{'model':'" + model + "','max_tokens':50,'temperature':0,'stream':true,"
                            + "'messages':[{'role':'user','content':'Hello'}]}"
                    : "{'model':'" + model + "','max_output_tokens':50,'temperature':0,'stream':true,'input':'Hello'}";
            String events = post(path, body)
                    .header("x-quartermaster-cache", "hit")
                    .extract()
                    .asString();
            assertThat(events).contains(path.equals("/v1/messages") ? "event: message_stop" : "response.completed");
        }
        assertThat(upstream("chat", model)).isEqualTo(1);
    }

    private static String said(String events) {
        StringBuilder said = new StringBuilder();
        events.lines().filter(line -> line.startsWith("data: {")).forEach(line -> {
            String piece = JsonPath.from(line.substring(6)).getString("choices[0].delta.content");
            said.append(piece == null ? "" : piece);
        });
        return said.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/chat/completions|'messages':[{'role':'user','content':'Hello'}]",
                "/v1/messages|'max_tokens':50,'messages':[{'role':'user','content':'Hello'}]",
                "/v1/responses|'input':'Hello','metadata':{'a':'b'}",
                "/v1/chat/completions|'messages':[{'role':'user','content':'Hello'}],'tool_choice':'required','tools':["
                        + "{'type':'function','function':{'name':'look','parameters':{'type':'object','properties':{}}}}]",
                "/v1/messages|'max_tokens':50,'messages':[{'role':'user','content':'Hello'}],'tool_choice':{'type':'any'},"
                        + "'tools':[{'name':'look','input_schema':{'type':'object','properties':{}}}]"
            })
    void aHitEqualsTheOriginalFieldByField(String path, String asked) {
        String body = "{'model':'" + model + "','temperature':0," + asked + "}";
        String first = post(path, body)
                .statusCode(200)
                .header("x-quartermaster-cache", "miss")
                .extract()
                .asString();
        for (int i = 0; i < 2; i++) {
            assertThat(post(path, body)
                            .statusCode(200)
                            .header("x-quartermaster-cache", "hit")
                            .extract()
                            .asString())
                    .isEqualTo(first);
        }
        String only = "{'quartermaster':{'cache':'only'}," + body.substring(1);
        await().atMost(LONG).untilAsserted(() -> {
            forget();
            assertThat(post(path, only).extract().asString()).as("from Redis").isEqualTo(first);
        });
        assertThat(upstream("chat", model)).isEqualTo(1);
    }

    @Test
    void aThousandAtOnceMakeOneCall() throws Exception {
        post("/simulator/faults", "{'provider':'openai','model':'" + model + "','delay_ms':3000,'times':5}")
                .statusCode(201);
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body("Hello", "")))
                .build();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        int hits = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> got = answer.get(60, TimeUnit.SECONDS);
            assertThat(got.statusCode()).isEqualTo(200);
            hits += got.headers().firstValue("x-quartermaster-cache").orElse("").equals("hit") ? 1 : 0;
        }

        assertThat(hits).isEqualTo(999);
        assertThat(upstream("chat", model)).isEqualTo(1);
    }

    @Test
    void whenTheLeaderFailsTheOthersAskForThemselves() throws Exception {
        post(
                        "/simulator/faults",
                        "{'provider':'openai','model':'" + model
                                + "','status':400,'code':'invalid','delay_ms':1500,'times':1}")
                .statusCode(201);
        CompletableFuture<Integer> leader =
                CompletableFuture.supplyAsync(() -> chat("Hello", "").extract().statusCode());
        await().atMost(LONG).until(() -> upstream("chat", model) == 1);
        List<CompletableFuture<Integer>> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(CompletableFuture.supplyAsync(
                    () -> chat("Hello", "").extract().statusCode()));
        }

        assertThat(leader.get()).isEqualTo(400);
        for (CompletableFuture<Integer> other : others) {
            assertThat(other.get()).isEqualTo(200);
        }
    }

    @Test
    void onlyDeterministicRequestsAreKeptUnlessForced() {
        String hot = ",'temperature':0.7";
        post("/v1/chat/completions", body("Hello", "").replace(",\"temperature\":0", hot.replace('\'', '"')))
                .header("x-quartermaster-cache", "bypass");
        chat("Hi", ",'quartermaster':{'cache':'bypass'}").header("x-quartermaster-cache", "bypass");
        chat("Hi", "").header("x-quartermaster-cache", "miss");

        String unset = "{'model':'" + model + "','messages':[{'role':'user','content':'Again'}]";
        post("/v1/chat/completions", unset + ",'quartermaster':{'cache':'only'}}")
                .statusCode(404)
                .header("x-quartermaster-cache", "miss")
                .body("error.code", equalTo("cache_miss"))
                .body("error.param", equalTo("quartermaster.cache"));
        post("/v1/chat/completions", unset + ",'quartermaster':{'cache':'force'}}")
                .header("x-quartermaster-cache", "miss");
        post("/v1/chat/completions", unset + ",'quartermaster':{'cache':'force'}}")
                .header("x-quartermaster-cache", "hit");
        post("/v1/chat/completions", unset + ",'quartermaster':{'cache':'only'}}")
                .statusCode(200)
                .header("x-quartermaster-cache", "hit");
        post("/v1/chat/completions", unset + "}").header("x-quartermaster-cache", "bypass");
    }

    @Test
    void whatIsCutOffIsNotKept() {
        chat("Hello", ",'max_completion_tokens':2").statusCode(200).body("choices[0].finish_reason", equalTo("length"));
        chat("Hello", ",'max_completion_tokens':2").header("x-quartermaster-cache", "miss");
    }

    @Test
    void aTimeOfNothingKeepsNothing() {
        chat("Hello", ",'quartermaster':{'cache_ttl_seconds':0}").header("x-quartermaster-cache", "miss");
        chat("Hello", "").header("x-quartermaster-cache", "miss");
        chat("Hello", ",'quartermaster':{'cache_ttl_seconds':0}").header("x-quartermaster-cache", "miss");
        chat("Hello", ",'quartermaster':{'cache_ttl_seconds':60}").header("x-quartermaster-cache", "hit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'cache':'always'|quartermaster.cache",
                "'cache':1|quartermaster.cache",
                "'cache_ttl_seconds':-1|quartermaster.cache_ttl_seconds",
                "'cache_ttl_seconds':86401|quartermaster.cache_ttl_seconds",
                "'cache_ttl_seconds':'1h'|quartermaster.cache_ttl_seconds",
                "'cache_ttl_seconds':1.5|quartermaster.cache_ttl_seconds"
            },
            quoteCharacter = '`')
    void whatCannotBeReadIsRefusedByItsField(String wish, String field) {
        chat("Hello", ",'quartermaster':{" + wish + "}").statusCode(400).body("error.param", equalTo(field));
        post("/v1/embeddings", "{'model':'text-embedding-3-small','input':'x','quartermaster':{" + wish + "}}")
                .statusCode(400)
                .body("error.param", equalTo(field));
        assertThat(upstream("chat", model)).isZero();
    }

    @Test
    void ofABatchAModelIsAskedOnlyForWhatIsNew() throws Exception {
        String vectors = "vectors-" + UUID.randomUUID().toString().substring(0, 8);
        register(vectors, "[\"embeddings\"]");

        Response first = embed(vectors, "'one','two','one'")
                .header("x-quartermaster-cache", "miss")
                .extract()
                .response();
        assertThat(inputs(vectors)).isEqualTo(2);
        Response again = embed(vectors, "'one','two','one'")
                .header("x-quartermaster-cache", "hit")
                .extract()
                .response();
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(upstream("embeddings", vectors)).isEqualTo(1);

        Response mixed = embed(vectors, "'three','two'")
                .header("x-quartermaster-cache", "miss")
                .extract()
                .response();
        assertThat(inputs(vectors)).isEqualTo(1);
        assertThat(mixed.path("data[1].embedding").toString())
                .isEqualTo(first.path("data[1].embedding").toString());
        assertThat(mixed.path("data[0].embedding").toString())
                .isNotEqualTo(first.path("data[1].embedding").toString());

        Row hit = row(again);
        assertThat(hit.status()).isEqualTo("hit");
        assertThat(hit.cost()).isZero();
        assertThat(hit.saved()).isEqualByComparingTo(row(first).cost()).isPositive();
    }

    private static ValidatableResponse embed(String model, String inputs) {
        return post("/v1/embeddings", "{'model':'" + model + "','input':[" + inputs + "],'dimensions':4}")
                .statusCode(200);
    }

    /** The number of texts in the last call that arrived upstream. */
    private static int inputs(String model) {
        List<Map<String, Object>> calls =
                given().get("/simulator/calls").jsonPath().getList("calls");
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (model.equals(calls.get(i).get("model"))) {
                return ((List<?>) ((Map<?, ?>) calls.get(i).get("body")).get("input")).size();
            }
        }
        throw new AssertionError("no call of " + model);
    }

    @Test
    void aChangeOfTheModelIsNeverAnsweredFromBefore() {
        chat("Hello", "").header("x-quartermaster-cache", "miss");
        given().contentType("application/merge-patch+json")
                .body("{\"name\":\"Renamed\"}")
                .patch("/api/v1/models/openai/" + model)
                .then()
                .statusCode(200);
        chat("Hello", "").header("x-quartermaster-cache", "miss");
    }

    @Test
    void aChangeOfTheAgentIsNeverAnsweredFromBefore() {
        String agent = "agent-" + model;
        String ask = "{'model':'agent:" + agent + "','messages':[{'role':'user','content':'Hello'}]}";
        put(agent, "{'model':'openai/" + model + "','parameters':{'temperature':0}}");
        post("/v1/chat/completions", ask).header("x-quartermaster-cache", "miss");
        post("/v1/chat/completions", ask).header("x-quartermaster-cache", "hit");
        put(
                agent,
                "{'model':'openai/" + model + "','parameters':{'temperature':0},'system_prompt_prefix':'Be brief.'}");
        post("/v1/chat/completions", ask).header("x-quartermaster-cache", "miss");
        put(agent, "{'model':'openai/" + model + "','parameters':{'temperature':0,'max_tokens':40}}");
        post("/v1/chat/completions", ask).header("x-quartermaster-cache", "miss");
    }

    private static void put(String agent, String body) {
        given().contentType("application/json")
                .body(body.replace('\'', '"'))
                .put("/api/v1/agents/" + agent)
                .then()
                .statusCode(lessThan(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?model=openai/%s", "?agent_type=of-%s", "?model=%s&agent_type=of-%s&tenant=anonymous", ""})
    void whatIsClearedIsGone(String query) {
        String agent = ",'quartermaster':{'agent_type':'of-" + model + "'}";
        chat("Hello", agent).header("x-quartermaster-cache", "miss");
        chat("Hello", agent).header("x-quartermaster-cache", "hit");

        given().delete("/api/v1/cache?model=openai/gpt-4o").then().statusCode(200);
        given().delete("/api/v1/cache?tenant=somebody").then().statusCode(200);
        chat("Hello", agent).header("x-quartermaster-cache", "hit");

        given().delete("/api/v1/cache" + query.replace("%s", model))
                .then()
                .statusCode(200)
                .body("entries", greaterThan(0))
                .body("everywhere", equalTo(true));
        chat("Hello", agent).header("x-quartermaster-cache", "miss");
    }

    @Test
    void anUnknownFilterClearsNothing() {
        chat("Hello", "").header("x-quartermaster-cache", "miss");
        given().delete("/api/v1/cache?agent=x").then().statusCode(400).body("param", equalTo("agent"));
        chat("Hello", "").header("x-quartermaster-cache", "hit");
    }

    /** What another instance finds: this one's memory is emptied, and Redis is not told. */
    private void forget() {
        cache.local().removeIf(entry -> true);
    }

    @Test
    void anotherInstanceFindsItInRedis() throws Exception {
        Response first = chat("Hello", "").extract().response();
        await().atMost(LONG).until(() -> !keys().isEmpty());
        forget();
        Response again = chat("Hello", "")
                .header("x-quartermaster-cache", "hit")
                .extract()
                .response();
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(upstream("chat", model)).isEqualTo(1);
    }

    @Test
    void aPoisonedValueIsAMiss() throws Exception {
        redis(Request.cmd(Command.FLUSHALL));
        chat("Hello", "").header("x-quartermaster-cache", "miss");
        await().atMost(LONG).until(() -> keys().size() == 1);
        String key = keys().get(0);
        byte[] good = redis(Request.cmd(Command.GET).arg(key)).toBytes();
        chat("Another", "").header("x-quartermaster-cache", "miss");
        await().atMost(LONG).until(() -> keys().size() == 2);
        String other =
                keys().stream().filter(name -> !name.equals(key)).findFirst().orElseThrow();
        byte[] swapped = redis(Request.cmd(Command.GET).arg(other)).toBytes();
        byte[] cut = Arrays.copyOf(good, good.length - 1);
        byte[] old = good.clone();
        old[3]++;
        byte[] altered = good.clone();
        altered[good.length - 3] ^= 1;

        for (byte[] bad : List.of(cut, swapped, old, altered, new byte[0], "{}".getBytes())) {
            redis(Request.cmd(Command.SET).arg(key).arg(Buffer.buffer(bad)));
            forget();
            String said = chat("Hello", "")
                    .statusCode(200)
                    .header("x-quartermaster-cache", "miss")
                    .extract()
                    .path("choices[0].message.content");
            assertThat(said).contains("You said: Hello");
            // The new answer takes its place; the next poison must come behind that.
            await().atMost(LONG)
                    .until(() -> !Arrays.equals(
                            bad, redis(Request.cmd(Command.GET).arg(key)).toBytes()));
        }
        redis(Request.cmd(Command.SET).arg(key).arg(Buffer.buffer(good)));
        forget();
        chat("Hello", "").header("x-quartermaster-cache", "hit");
    }

    @Test
    void aFrozenRedisHoldsNobodyUpForLongerThanItsTimeOut() {
        chat("Warm", "").statusCode(200);
        EmbeddedRedis.current().freeze();
        long slowest = 0;
        for (int i = 0; i < 12; i++) {
            long begun = System.nanoTime();
            chat("Question " + i, "").statusCode(200).header("x-quartermaster-cache", "miss");
            slowest = Math.max(slowest, System.nanoTime() - begun);
        }
        // The time-out of 500 ms, and what a request takes on a busy build machine.
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofMillis(1_400));
        chat("Question 1", "").header("x-quartermaster-cache", "hit");
        given().get("/api/v1/status")
                .then()
                .body("dependencies.find { it.name == 'cache' }.state", equalTo("degraded"));

        EmbeddedRedis.current().thaw();
        await().atMost(LONG).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            chat("Any " + UUID.randomUUID(), "").statusCode(200);
            given().get("/api/v1/status").then().body("dependencies.find { it.name == 'cache' }.state", equalTo("ok"));
        });
    }

    @Test
    void metersSayWhatTheCacheIsGoodFor() {
        chat("Hello", "");
        chat("Hello", "");
        String scrape =
                given().get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(scrape)
                .contains(
                        "quartermaster_cache_requests_total{result=\"hit\"}",
                        "quartermaster_cache_requests_total{result=\"miss\"}",
                        "quartermaster_cache_saved_usd_total",
                        "quartermaster_cache_evictions_total",
                        "quartermaster_cache_entries",
                        "quartermaster_cache_bytes");
    }

    private List<String> keys() {
        try {
            return redis(Request.cmd(Command.KEYS).arg("quartermaster:cache:*")).stream()
                    .map(Object::toString)
                    .filter(name -> !name.endsWith("clears"))
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private io.vertx.redis.client.Response redis(Request request) throws Exception {
        Redis client = Redis.createClient(vertx, EmbeddedRedis.current().address());
        try {
            return client.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        } finally {
            client.close();
        }
    }

    private record Row(String status, String outcome, BigDecimal cost, long tokens, BigDecimal saved) {}

    private Row row(Response answer) throws Exception {
        String sql = "SELECT cache_status, outcome, cost_usd, uncached_input_tokens + output_tokens, saved_usd"
                + " FROM invocation WHERE request_id = ?";
        List<Row> rows = new ArrayList<>();
        await().atMost(LONG).until(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement query = connection.prepareStatement(sql)) {
                query.setString(1, answer.header("x-request-id"));
                ResultSet found = query.executeQuery();
                while (found.next()) {
                    rows.add(new Row(
                            found.getString(1),
                            found.getString(2),
                            found.getBigDecimal(3),
                            found.getLong(4),
                            found.getBigDecimal(5)));
                }
            }
            return !rows.isEmpty();
        });
        return rows.get(0);
    }

    private static int upstream(String operation, String model) {
        Integer requests = given().get("/simulator/calls")
                .jsonPath()
                .get("counts.find { it.operation == '" + operation + "' && it.model == '" + model + "' }?.requests");
        return requests == null ? 0 : requests;
    }

    private String body(String question, String more) {
        String limit = more.contains("max_completion_tokens") ? "" : ",'max_tokens':50";
        return ("{'model':'" + model + "','messages':[{'role':'user','content':'" + question + "'}]" + limit
                        + ",'temperature':0" + more + "}")
                .replace('\'', '"');
    }

    private ValidatableResponse chat(String question, String more) {
        return given().contentType("application/json")
                .body(body(question, more))
                .post("/v1/chat/completions")
                .then();
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType("application/json")
                .body(body.replace('\'', '"'))
                .post(path)
                .then();
    }
}
