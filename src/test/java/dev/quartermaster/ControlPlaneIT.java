package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators do with the packaged service: models, prices, providers, the catalog. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class ControlPlaneIT extends PackagedService {

    private static final String MODELS = "/api/v1/models";
    private static final String EDITED = MODELS + "/openai/gpt-4.1-nano";

    @Test
    void findsModelsByWhatTheyAre() {
        admin().get(MODELS + "?provider=gpt&feature=tools&max_input_per_1m=0.2&limit=2")
                .then()
                .statusCode(200)
                .body("data", hasSize(2))
                .body("data.provider", everyItem(equalTo("openai")))
                .body("data.state.usable", everyItem(equalTo(true)))
                .body("next_cursor", not(equalTo(null)));
        admin().get(MODELS + "?feature=telepathy")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("param", equalTo("feature"));
    }

    /** The document of the repository, which a test keeps true, is the one that is served. */
    @Test
    void describesItself() throws IOException {
        String document = Files.readString(Path.of("src/docs/openapi.yaml"));

        admin().get("/q/openapi")
                .then()
                .statusCode(200)
                .contentType("application/yaml")
                .body(equalTo(document));
        admin().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("info.title", equalTo("Quartermaster"))
                .body("paths.'/v1/chat/completions'.post.responses.keySet()", hasItem("200"));
        admin().accept("application/json").get("/q/openapi").then().contentType("application/json");
    }

    /** Constraints are read from record components, which a native executable has only where they are registered. */
    @Test
    void namesTheFieldOfABodyThatIsWrong() {
        refused("/api/v1/selections", "{\"task\":{\"priority\":7}}", "task.priority");
        refused("/api/v1/assignments", "{\"agent_type\":\"sql\"}", "base_assignment");
        refused("/api/v1/assignments/batch", "{}", "assignments");
        refused("/api/v1/simulations", "{\"window\":{\"hours\":0}}", "window.hours");
        refused("/api/v1/simulations", "{\"policy\":{\"weights\":{\"cost\":1}}}", "policy.weights.capability");
        refused("/api/v1/simulations", "{\"policy\":{\"registry\":[{}]}}", "policy.registry[0].model");
        refused("/api/v1/simulations", "{\"windows\":{}}", "windows");
    }

    private static void refused(String path, String body, String field) {
        json().body(body)
                .post(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("param", equalTo(field));
    }

    @Test
    void anEditHoldsFromTheNextRequestOnAndIsInTheTrail() {
        String tag = admin().get(EDITED).then().statusCode(200).extract().header("ETag");
        json().header("If-Match", "\"another\"")
                .body("{\"enabled\":false}")
                .patch(EDITED)
                .then()
                .statusCode(412);

        json().header("If-Match", tag)
                .body("{\"enabled\":false}")
                .patch(EDITED)
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false));

        ask("openai/gpt-4.1-nano").statusCode(400).body("error.message", containsString("disabled in the registry"));
        admin().post("/api/v1/registry/reload").then().statusCode(200);
        admin().get(EDITED).then().body("enabled", equalTo(false)).header("ETag", not(equalTo(tag)));
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> admin().get("/api/v1/audit")
                .then()
                .statusCode(200)
                .body("data.subject_id", hasItem("openai/gpt-4.1-nano")));
        json().body("{\"enabled\":true}").patch(EDITED).then().statusCode(200);
        ask("openai/gpt-4.1-nano").statusCode(200);
    }

    @Test
    void anImportIsTriedBeforeItIsMade() {
        String items = "[{\"pk\":\"openai#brand-new\",\"provider\":\"openai\",\"model_id\":\"brand-new\","
                + "\"display_name\":\"New\",\"input_price\":1,\"output_price\":2,\"max_tokens\":100,"
                + "\"supports_tools\":true,\"supports_vision\":false,\"is_default\":false},"
                + "{\"pk\":\"openai#gpt-4o\",\"provider\":\"openai\",\"model_id\":\"gpt-4o\","
                + "\"display_name\":\"GPT-4o\",\"input_price\":2500,\"output_price\":10000,\"max_tokens\":100,"
                + "\"supports_tools\":true,\"supports_vision\":true,\"is_default\":false}]";

        json().body(items)
                .post(MODELS + "/import")
                .then()
                .statusCode(200)
                .body("dry_run", equalTo(true))
                .body("added.id", hasItem("openai/brand-new"))
                .body("added[0].example", containsString("0.003 USD"))
                .body("refused[0].row", equalTo(2));
        admin().get(MODELS + "/openai/brand-new").then().statusCode(404);

        json().body(items).post(MODELS + "/import?dry_run=false").then().statusCode(200);
        ask("openai/brand-new").statusCode(200);
        admin().delete(MODELS + "/openai/brand-new").then().statusCode(204);
        ask("openai/brand-new").statusCode(404);
    }

    @Test
    void modelsAreCheckedForWhatIsAskedOfThem() {
        json().body("{\"models\":[\"openai/gpt-4o\",\"" + BEDROCK + "\",\"nobody/knows\"],\"features\":[\"tools\"]}")
                .post(MODELS + "/validation")
                .then()
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("data.valid", equalTo(List.of(true, true, false)));
    }

    @Test
    void anAgentIsSwitchedToAnotherModelAndBack() {
        String agent = "/api/v1/agents/it-agent";
        json().body("{\"model\":\"openai/gpt-4o\"}").put(agent).then().statusCode(201);
        ask("agent:it-agent").statusCode(200).header("x-quartermaster-model", "openai/gpt-4o");

        json().body("{\"model\":\"openai/gpt-4o-mini\"}")
                .patch(agent + "?dry_run=true")
                .then()
                .statusCode(200)
                .body("changes.field", equalTo(List.of("model")))
                .body("routes.after.models[0]", equalTo("openai/gpt-4o-mini"));
        json().body("{\"model\":\"openai/gpt-4o-mini\"}").patch(agent).then().statusCode(200);
        ask("agent:it-agent").statusCode(200).header("x-quartermaster-model", "openai/gpt-4o-mini");

        json().post(agent + "/rollback").then().statusCode(200).body("model", equalTo("openai/gpt-4o"));
        ask("agent:it-agent").statusCode(200).header("x-quartermaster-model", "openai/gpt-4o");
        admin().get(agent + "/revisions").then().statusCode(200).body("data.revision", equalTo(List.of(3, 2, 1)));
        admin().delete(agent).then().statusCode(204);
    }

    @Test
    void aModelIsSelectedForATaskAndAssignedToIt() {
        String decision = json().body("{\"task\":{\"agent_type\":\"sql\",\"priority\":\"low\",\"input_tokens\":100}}")
                .post("/api/v1/selections")
                .then()
                .statusCode(200)
                .extract()
                .path("decision_id");
        admin().get("/api/v1/decisions/" + decision).then().statusCode(200);

        String base = "{\"role_type\":\"writer\", \"theirs\":[1.00,1e3],\"fallback_model\":\"openai/gpt-4o\"}";
        String answer = json().body("{\"agent_type\":\"sql\",\"task\":{\"id\":\"t\"},\"base_assignment\":" + base + "}")
                .post("/api/v1/assignments")
                .then()
                .statusCode(200)
                .body("role_type", equalTo("writer"))
                .body("degraded", equalTo(false))
                .body("selected_model_id", not(equalTo(null)))
                .extract()
                .asString();
        assertThat(answer).contains("\"base_assignment\":" + base + ",");
        admin().get("/api/v1/assignments/sql/t").then().statusCode(200).body("task_id", equalTo("t"));
        admin().delete("/api/v1/assignments?agent_type=sql").then().statusCode(200);
        admin().get("/api/v1/assignments/sql/t").then().statusCode(404);
    }

    @Test
    void providersSayHowTheyAre() {
        admin().post("/api/v1/providers/bedrock/probe").then().statusCode(200).body("reachable", equalTo(true));
        String list = admin().get("/api/v1/providers")
                .then()
                .statusCode(200)
                .body("data.provider", hasItem("house"))
                .body("data", hasSize(greaterThan(5)))
                .extract()
                .asString();
        assertThat(list).doesNotContain("sk-integration-test", "sk-of-the-house");
    }

    @Test
    void theCatalogComesFromTheControlPlane() {
        admin().get("/api/v1/catalog/bedrock")
                .then()
                .statusCode(200)
                .body("source", equalTo("api"))
                .body("regions", hasSize(33));
        admin().get("/api/v1/registry/problems").then().statusCode(200).body("data", empty());
    }

    private static RequestSpecification json() {
        return admin().contentType("application/json");
    }

    private static ValidatableResponse ask(String model) {
        return json().body("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + QUESTION
                        + "\"}]}")
                .post("/v1/chat/completions")
                .then();
    }
}
