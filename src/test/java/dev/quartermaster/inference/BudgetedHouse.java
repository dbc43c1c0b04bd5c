package dev.quartermaster.inference;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Models and budgets of one test, by names that no other test has, and what the ledger says of their calls. */
final class BudgetedHouse {

    static final Duration LONG = Duration.ofMinutes(1);

    private final AgroalDataSource database;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    final String agent = "budgeted-" + mark;
    /** Which no other model has, so that a selection considers those of this test alone. */
    final String capability = "skill-" + mark;

    private final List<String> models = new ArrayList<>();
    private final List<String> budgets = new ArrayList<>();

    /** @param cost in US dollars of the whole request */
    record Row(String model, String outcome, BigDecimal cost, String leases) {}

    BudgetedHouse(AgroalDataSource database) {
        this.database = database;
    }

    /** A model at this price for a million tokens, both ways, of at most 1,000 tokens. */
    String model(String provider, String name, String perMillion) {
        return model(provider, name, "{'input_per_1m':" + perMillion + ",'output_per_1m':" + perMillion + "}", "");
    }

    /** A model for embeddings at this price for a million tokens. */
    String vectors(String perMillion) {
        return register(
                "openai",
                "vectors",
                "'capabilities':['embeddings'],'pricing':{'input_per_1m':" + perMillion + ",'output_per_1m':0}");
    }

    String model(String provider, String name, String pricing, String more) {
        return register(
                provider,
                name,
                "'capabilities':['text-generation','" + capability
                        + "'],'features':['streaming','tools'],'max_output_tokens':1000,'context_window':100000,"
                        + more + "'pricing':" + pricing);
    }

    private String register(String provider, String name, String fields) {
        String id = name + "-" + mark;
        String entry = ("{'id':'" + id + "','provider':'" + provider + "'," + fields + "}").replace('\'', '"');
        given().contentType("application/json")
                .body(entry)
                .post("/api/v1/models")
                .then()
                .statusCode(201);
        models.add(provider + "/" + id);
        return provider + "/" + id;
    }

    /** A budget for all time of the test's agent. */
    String budget(String name, String limit, String more) {
        return budget(name, "'scope':'agent_type','target':'" + agent + "','limit_usd':" + limit + more);
    }

    String budget(String name, String fields) {
        String own = name + "-" + mark;
        given().contentType("application/json")
                .body(("{'name':'" + own + "','window':'total'," + fields + "}").replace('\'', '"'))
                .post("/api/v1/budgets")
                .then()
                .statusCode(201);
        budgets.add(own);
        return own;
    }

    JsonPath read(String budget) {
        return given().get("/api/v1/budgets/" + budget)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    ValidatableResponse ask(String model, String fields) {
        return post(
                "/v1/chat/completions",
                "{'model':'" + model + "','max_tokens':100,'messages':[{'role':'user','content':'Which way is north?'}]"
                        + fields + "}");
    }

    ValidatableResponse post(String path, String body) {
        return given().contentType("application/json")
                .header("X-Agent-Type", agent)
                .body(body.replace('\'', '"'))
                .post(path)
                .then();
    }

    static void fault(String script) {
        given().body(script.replace('\'', '"')).post("/simulator/faults").then().statusCode(201);
    }

    List<Row> rows(int expected) throws SQLException {
        await().atMost(LONG).until(() -> rows().size() >= expected);
        return rows();
    }

    List<Row> rows() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select provider || '/' || model, outcome, cost_usd,"
                                + " (select string_agg(cast(amount as text), ',') from budget_lease_amounts(budget_leases, cost_usd))"
                                + " from invocation where agent_type = ? order by time")) {
            query.setString(1, agent);
            ResultSet found = query.executeQuery();
            List<Row> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(new Row(found.getString(1), found.getString(2), found.getBigDecimal(3), found.getString(4)));
            }
            return rows;
        }
    }

    /** Waits until all of it is booked and nothing is held; returns what is spent. */
    BigDecimal settled(String budget) {
        await().atMost(LONG).until(() -> new BigDecimal(read(budget).getString("held_usd")).signum() == 0);
        return new BigDecimal(read(budget).getString("spent_usd"));
    }

    void close() {
        given().delete("/simulator/faults").then().statusCode(204);
        budgets.forEach(name -> given().delete("/api/v1/budgets/" + name).then().statusCode(204));
        models.forEach(model -> given().delete("/api/v1/models/" + model).then().statusCode(204));
    }
}
