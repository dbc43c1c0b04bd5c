package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a packaged service calls at Bedrock: in which region, by which id, at which price. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class BedrockIT extends PackagedService {

    private static final String HAIKU = "anthropic.claude-haiku-4-5-20251001-v1:0";
    private static final String NOVA = "amazon.nova-pro-v1:0";

    @Test
    void aModelThatOnlyAProfileReachesIsCalledThroughIt() {
        asked("bedrock/" + HAIKU, 200);

        assertThat(lastPath())
                .endsWith("/runtime/us-east-1/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse");
    }

    @Test
    void aProfileOfOtherRegionsIsCalledInOneOfThoseThatMayBe() {
        asked("bedrock/eu." + HAIKU, 200);

        assertThat(lastPath()).contains("/runtime/eu-central-1/model/eu.anthropic.claude-haiku");
    }

    @Test
    void anEuropeanModelIsCalledInEuropeAtThePriceOfItsRoute() {
        assertCalled("bedrock/" + NOVA, NOVA, 6);
        assertCalled("bedrock/eu." + NOVA, "eu." + NOVA, 3);
    }

    /** @param price the price of a token in USD, as a power of ten below one */
    private void assertCalled(String name, String id, int price) {
        Response answer = asked(name, 200);

        assertThat(lastPath()).contains("/runtime/eu-central-1/model/" + id.replace(":", "%3A") + "/");
        BigDecimal tokens = new BigDecimal(answer.path("usage.total_tokens").toString());
        assertThat(new BigDecimal(answer.header("x-quartermaster-cost-usd")))
                .isEqualByComparingTo(tokens.movePointLeft(price));
    }

    @Test
    void aProfileOutsideTheResidencyIsRefusedByNameAndNothingIsSent() {
        asked("bedrock/us." + NOVA, 400);

        assertThat(modelCalls()).noneMatch(path -> path.contains("us.amazon.nova-pro"));
    }

    private Response asked(String model, int status) {
        String message = status == 200 ? "" : model.substring("bedrock/".length());
        return admin().contentType("application/json")
                .body(Map.of("model", model, "messages", List.of(Map.of("role", "user", "content", QUESTION))))
                .post(url() + "/v1/chat/completions")
                .then()
                .statusCode(status)
                .body(containsString(message))
                .extract()
                .response();
    }

    private String lastPath() {
        List<String> paths = modelCalls();
        return paths.get(paths.size() - 1);
    }

    /** The paths of the calls that reached a model; the control plane is asked behind the scenes. */
    private List<String> modelCalls() {
        return given().get(simulator + "/calls").path("calls.findAll { it.path.contains('/model/') }.path");
    }
}
