package dev.quartermaster.cost;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls that gateways are known to have billed wrongly, each with the figures that were published or the like, all the way:
 * from the provider's account of what was used to the ledger's row and the sums.
 */
@QuarkusTest
class MisbillingComponentTest {

    private static final RestAssuredConfig EXACT = RestAssuredConfig.config()
            .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.BIG_DECIMAL));

    @Inject
    AgroalDataSource database;

    private final String agentType = "billed-" + UUID.randomUUID();
    private String model = "";

    /**
     * One call.
     *
     * @param model its provider and id; the id is made unique
     * @param pricing the registry's prices for it
     * @param usage what its provider says it used, in the simulator's words
     * @param tier what its provider says it served at; null for nothing
     * @param cost in US dollars; null where it cannot be known
     */
    record Billed(String name, String model, String pricing, String usage, String tier, String cost) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Billed> calls() {
        return Stream.of(
                new Billed(
                        "Gemini's cached tokens twice: 0.7642",
                        "google/gemini",
                        "'input_per_1m':1.25,'output_per_1m':10,'cache_read_per_1m':0.625",
                        "'input':5005,'cache_read':257955,'output':1744",
                        null,
                        "0.184918125"),
                new Billed(
                        "OpenAI's cached tokens at the input price: 1.67825",
                        "openai/gpt",
                        "'input_per_1m':1.25,'output_per_1m':10,'cache_read_per_1m':0.125",
                        "'input':51232,'cache_read':1188096,'output':12909",
                        null,
                        "0.341642"),
                new Billed(
                        "Anthropic's cache writes as input too: 1.85984625",
                        "anthropic/claude",
                        "'input_per_1m':5,'output_per_1m':25,'cache_read_per_1m':0.5,'cache_write_5m_per_1m':6.25",
                        "'input':6,'cache_write_5m':159217,'output':2745",
                        null,
                        "1.06376125"),
                new Billed(
                        "writes for an hour at the price of those for five minutes",
                        "anthropic/claude",
                        "'input_per_1m':5,'output_per_1m':25,'cache_write_5m_per_1m':6.25,'cache_write_1h_per_1m':10",
                        "'input':0,'cache_write_5m':50000,'cache_write_1h':100000,'output':100",
                        null,
                        "1.315"),
                new Billed(
                        "Anthropic's cache reads taken from the input: less than nothing",
                        "anthropic/claude",
                        "'input_per_1m':3,'output_per_1m':15,'cache_read_per_1m':0.3",
                        "'input':12,'cache_read':180000,'output':900",
                        null,
                        "0.067536"),
                new Billed(
                        "Bedrock's cached tokens taken from the input",
                        "bedrock/claude",
                        "'input_per_1m':3,'output_per_1m':15,'cache_read_per_1m':0.3,'cache_write_5m_per_1m':3.75",
                        "'input':1000,'cache_read':20000,'cache_write_5m':3000,'output':500",
                        null,
                        "0.02775"),
                new Billed(
                        "Gemini's thoughts for nothing",
                        "google/gemini",
                        "'input_per_1m':0.3,'output_per_1m':2.5",
                        "'input':100,'output':970,'reasoning':950",
                        null,
                        "0.002455"),
                new Billed(
                        "OpenAI's reasoning beside the answer",
                        "openai/gpt",
                        "'input_per_1m':1.1,'output_per_1m':4.4",
                        "'input':1000,'output':2000,'reasoning':1500",
                        null,
                        "0.0099"),
                new Billed(
                        "a large prompt by its uncached tokens alone: 0.0361",
                        "google/gemini",
                        "'input_per_1m':1.25,'output_per_1m':10,'cache_read_per_1m':0.125,'above':[{'prompt_tokens':200000,"
                                + "'input_per_1m':2.5,'output_per_1m':15,'cache_read_per_1m':0.25}]",
                        "'input':1001,'cache_read':199000,'output':1000",
                        null,
                        "0.0672525"),
                new Billed(
                        "prices of the million as those of the token: 40000",
                        "openai/gpt",
                        "'input_per_1m':10,'output_per_1m':30",
                        "'input':1000,'output':1000",
                        null,
                        "0.04"),
                new Billed(
                        "audio at the price of text: 0.0003",
                        "google/gemini",
                        "'input_per_1m':0.3,'output_per_1m':2.5,'audio_input_per_1m':1",
                        "'input':100,'audio_input':900,'output':10",
                        null,
                        "0.000955"),
                new Billed(
                        "speech at the price of text",
                        "openai/gpt",
                        "'input_per_1m':2.5,'output_per_1m':10,'audio_input_per_1m':40,'audio_output_per_1m':80",
                        "'input':100,'audio_input':1000,'output':50,'audio_output':500",
                        null,
                        "0.08075"),
                new Billed(
                        "the flexible tier at the standard price",
                        "openai/gpt",
                        "'input_per_1m':2,'output_per_1m':8,'service_tiers':{'flex':{'input_per_1m':1,'output_per_1m':4,"
                                + "'cache_read_per_1m':0.1}}",
                        "'input':1000,'cache_read':10000,'output':1000",
                        "flex",
                        "0.006"),
                new Billed(
                        "a tier without a price at the standard price",
                        "openai/gpt",
                        "'input_per_1m':2,'output_per_1m':8",
                        "'input':1000,'output':1000",
                        "priority",
                        null),
                new Billed(
                        "optimised latency at the standard price",
                        "bedrock/nova",
                        "'input_per_1m':0.8,'output_per_1m':3.2,'service_tiers':{'latency_optimized':{'input_per_1m':1,"
                                + "'output_per_1m':4}}",
                        "'input':1000,'output':1000",
                        "latency_optimized",
                        "0.005"),
                new Billed(
                        "a batch of Anthropic's at the standard price",
                        "anthropic/claude",
                        "'input_per_1m':5,'output_per_1m':25,'service_tiers':{'batch':{'input_per_1m':2.5,"
                                + "'output_per_1m':12.5}}",
                        "'input':1000,'output':1000",
                        "batch",
                        "0.015"),
                new Billed(
                        "a model of one's own as unpriced",
                        "ollama/llama",
                        "'input_per_1m':0,'output_per_1m':0",
                        "'input':1000,'output':1000",
                        null,
                        "0"));
    }

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
        given().delete("/api/v1/models/" + model).then().statusCode(204);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallCostsWhatItsProviderBills(Billed billed) throws SQLException {
        register(billed);

        Response whole = ask(billed, "\"quartermaster\":{\"task_id\":\"whole\"}");
        String streamed = ask(billed, "\"stream\":true,\"quartermaster\":{\"task_id\":\"streamed\"}")
                .asString();

        assertThat(whole.header("x-quartermaster-cost-usd")).isEqualTo(billed.cost());
        String trailer = streamed.lines()
                .filter(line -> line.startsWith(": quartermaster "))
                .findFirst()
                .orElseThrow();
        assertThat(amount(JsonPath.from(trailer.substring(": quartermaster ".length()))
                        .using(new io.restassured.path.json.config.JsonPathConfig(NumberReturnType.BIG_DECIMAL))
                        .get("cost_usd")))
                .isEqualTo(billed.cost());
        await().atMost(Duration.ofMinutes(1)).until(() -> rows().size() == 2);
        assertThat(rows()).containsOnly(Map.entry("whole", row(billed)), Map.entry("streamed", row(billed)));
        JsonPath sums = given().config(EXACT)
                .get("/api/v1/costs?group_by=agent_type,task_id&limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        for (String task : new String[] {"whole", "streamed"}) {
            String mine = "data.find { it.agent_type == '" + agentType + "' && it.task_id == '" + task + "' }";
            assertThat(amount(sums.get(mine + ".cost_usd"))).isEqualTo(billed.cost());
        }
    }

    private void register(Billed billed) {
        String[] name = billed.model().split("/", 2);
        String id = name[1] + "-" + UUID.randomUUID();
        model = name[0] + "/" + id;
        String entry = ("{'id':'" + id + "','provider':'" + name[0] + "','capabilities':['text-generation'],"
                        + "'features':['streaming'],'pricing':{" + billed.pricing() + "}}")
                .replace('\'', '"');
        given().contentType("application/json")
                .body(entry)
                .post("/api/v1/models")
                .then()
                .statusCode(201);
        String answer = ("{'provider':'" + name[0] + "','model':'" + id + "','usage':{" + billed.usage() + "}"
                        + (billed.tier() == null ? "" : ",'service_tier':'" + billed.tier() + "'") + "}")
                .replace('\'', '"');
        given().body(answer).post("/simulator/faults").then().statusCode(201);
    }

    private Response ask(Billed billed, String fields) {
        return given().contentType("application/json")
                .header("X-Agent-Type", agentType)
                .header("X-Quartermaster-Trailer", "on")
                .body("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"How much?\"}],"
                        + fields + "}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .extract()
                .response();
    }

    private static String row(Billed billed) {
        String cost = billed.cost();
        return "cost=" + cost + " failed=0 tier=" + billed.tier() + " bill=" + cost
                + " estimated=false version=true environment=test";
    }

    private Map<String, String> rows() throws SQLException {
        Map<String, String> rows = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement question =
                        connection.prepareStatement("select task_id, cost_usd, failed_cost_usd, service_tier,"
                                + " attempts->0->'bill'->>'cost_usd', usage_estimated, price_version, environment"
                                + " from invocation where agent_type = ?")) {
            question.setString(1, agentType);
            try (ResultSet row = question.executeQuery()) {
                while (row.next()) {
                    rows.put(
                            row.getString(1),
                            "cost=" + amount(row.getBigDecimal(2)) + " failed=" + amount(row.getBigDecimal(3))
                                    + " tier=" + row.getString(4) + " bill=" + amount(row.getBigDecimal(5))
                                    + " estimated=" + row.getBoolean(6)
                                    + " version=" + (row.getString(7) != null) + " environment=" + row.getString(8));
                }
            }
        }
        return rows;
    }

    private static String amount(Object amount) {
        return amount == null
                ? null
                : new BigDecimal(amount.toString()).signum() == 0
                        ? "0"
                        : new BigDecimal(amount.toString()).stripTrailingZeros().toPlainString();
    }
}
