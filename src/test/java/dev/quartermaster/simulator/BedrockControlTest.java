package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.catalog.fetch.ControlPlaneParser;
import dev.quartermaster.catalog.fetch.ControlPlaneParser.ProfilePage;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.RegionState;
import dev.quartermaster.catalog.store.BundledCatalog;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockControlTest {

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    private static CatalogSnapshot bundled;

    @BeforeAll
    static void start() throws Exception {
        bundled = BundledCatalog.read();
    }

    @Test
    void seventeenRegionsOfferWhatTheBundledCatalogSays() throws Exception {
        List<String> enabled = regions(RegionState.Kind.OK);

        assertThat(enabled).hasSize(17);
        for (String region : enabled) {
            List<CatalogModel> models = bundled.models().values().stream()
                    .filter(model -> model.in(region).isPresent())
                    .toList();
            assertThat(ControlPlaneParser.models(json(get(region, "/foundation-models"))))
                    .as(region)
                    .hasSameSizeAs(models)
                    .allSatisfy(offer -> {
                        CatalogModel model = bundled.models().get(offer.facts().id());
                        assertThat(offer.facts()).isEqualTo(model.facts());
                        assertThat(offer.direct())
                                .isEqualTo(model.in(region).orElseThrow().direct());
                        assertThat(offer.lifecycle())
                                .isEqualTo(model.in(region).orElseThrow().lifecycle());
                    });
            assertThat(profiles(region))
                    .as(region)
                    .containsExactlyInAnyOrderElementsOf(models.stream()
                            .flatMap(model -> model.in(region).orElseThrow().profiles().stream())
                            .toList());
        }
    }

    @Test
    void theOtherRegionsAreNotEnabled() throws Exception {
        List<String> others = regions(RegionState.Kind.NOT_ENABLED);

        assertThat(others).hasSize(16);
        for (String region : others) {
            for (String list : List.of("/foundation-models", "/inference-profiles")) {
                HttpResponse<String> response = get(region, list);
                assertThat(response.statusCode()).isEqualTo(403);
                assertThat(response.headers().firstValue("x-amzn-errortype").orElseThrow())
                        .startsWith("UnrecognizedClientException");
            }
        }
    }

    @Test
    void thereAreNoOtherRegions() throws Exception {
        assertThat(get("moon-1", "/foundation-models").statusCode()).isEqualTo(404);
    }

    @Test
    void pagesAreSmall() throws Exception {
        JsonNode first = json(get("us-east-1", "/inference-profiles?maxResults=1000&type=SYSTEM_DEFINED"));
        JsonNode two = json(get("us-east-1", "/inference-profiles?maxResults=2"));

        assertThat(first.path("inferenceProfileSummaries")).hasSize(10);
        assertThat(first.path("nextToken").asText()).isNotEmpty();
        assertThat(two.path("inferenceProfileSummaries")).hasSize(2);
        assertThat(json(get("us-east-1", "/inference-profiles?type=APPLICATION"))
                        .path("inferenceProfileSummaries"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxResults=0", "maxResults=1001", "maxResults=x", "nextToken=x", "nextToken=ZnJvbTo5OTk5"})
    void refusesPagesThatAreNone(String query) throws Exception {
        assertThat(get("us-east-1", "/inference-profiles?" + query).statusCode())
                .isEqualTo(400);
    }

    @Test
    void listsTheModelsOfOneMaker() throws Exception {
        JsonNode models = json(visitor.client()
                        .send(signed("/bedrock/foundation-models?byProvider=Amazon"), BodyHandlers.ofString()))
                .path("modelSummaries");

        assertThat(models)
                .isNotEmpty()
                .allMatch(model -> model.path("providerName").asText().equals("Amazon"));
    }

    @Test
    void throttlesOneListOfOneRegion() throws Exception {
        visitor.simulator()
                .script("{\"provider\":\"bedrock\",\"operation\":\"inference_profiles\",\"model\":\"eu-west-1\","
                        + "\"status\":429,\"times\":1}");

        assertThat(get("eu-west-1", "/foundation-models").statusCode()).isEqualTo(200);
        assertThat(get("us-east-1", "/inference-profiles").statusCode()).isEqualTo(200);
        HttpResponse<String> throttled = get("eu-west-1", "/inference-profiles");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("x-amzn-errortype").orElseThrow())
                .startsWith("ThrottlingException");
        assertThat(get("eu-west-1", "/inference-profiles").statusCode()).isEqualTo(200);
    }

    @Test
    void wantsAKey() throws Exception {
        assertThat(visitor.get("/bedrock/control/us-east-1/foundation-models").statusCode())
                .isEqualTo(403);
    }

    /** All pages. */
    private static List<InferenceProfile> profiles(String region) throws Exception {
        List<InferenceProfile> profiles = new ArrayList<>();
        String query = "";
        while (query != null) {
            ProfilePage page = ControlPlaneParser.profiles(json(get(region, "/inference-profiles" + query)));
            page.profiles().forEach(offer -> profiles.add(offer.profile()));
            query = page.nextToken() == null
                    ? null
                    : "?nextToken=" + URLEncoder.encode(page.nextToken(), StandardCharsets.UTF_8);
        }
        return profiles;
    }

    private static List<String> regions(RegionState.Kind kind) {
        return bundled.regions().entrySet().stream()
                .filter(region -> region.getValue().kind() == kind)
                .map(region -> region.getKey())
                .toList();
    }

    private static HttpResponse<String> get(String region, String path) throws Exception {
        return visitor.client().send(signed("/bedrock/control/" + region + path), BodyHandlers.ofString());
    }

    private static HttpRequest signed(String path) {
        return visitor.request(path)
                .header("authorization", "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/bedrock/aws4_request")
                .build();
    }
}
