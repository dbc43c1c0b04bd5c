package dev.quartermaster.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.testing.Models;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls by the catalog that is bundled. {@code BedrockRoutesComponentTest} has them served by the whole service. */
class BedrockRoutesTest {

    private static final String FRANKFURT = "eu-central-1";
    private static final String VIRGINIA = "us-east-1";
    private static final String HAIKU = "anthropic.claude-haiku-4-5-20251001-v1:0";

    private static CatalogIndex catalog;
    private static Regions regions;

    @BeforeAll
    static void readTheCatalog() throws Exception {
        catalog = Catalogs.bundledIndex();
        regions = Catalogs.regions();
    }

    @Test
    void aModelThatOnlyAProfileReachesIsCalledThroughIt() {
        assertThat(address(HAIKU, FRANKFURT)).isEqualTo(at("eu." + HAIKU, FRANKFURT, PriceRoute.GEO));
    }

    @Test
    void aModelThatTheRegionAnswersItselfKeepsItsId() {
        assertThat(address("amazon.nova-lite-v1:0", VIRGINIA))
                .isEqualTo(at("amazon.nova-lite-v1:0", VIRGINIA, PriceRoute.IN_REGION));
    }

    @Test
    void aNamedProfileKeepsItsNameAndSaysItsPrice() {
        assertThat(address("global." + HAIKU, FRANKFURT))
                .isEqualTo(at("global." + HAIKU, FRANKFURT, PriceRoute.GLOBAL));
    }

    @Test
    void aRegisteredProfileCanBeCalledFromARegionThatOffersIt() {
        // As the registry has them: with the residency that their names say.
        ModelSpec registered = Models.named("bedrock/us.anthropic.claude-sonnet-4-6")
                .residency("us")
                .build();

        assertThat(address(registered, CallPolicy.from(VIRGINIA)))
                .isEqualTo(at("us.anthropic.claude-sonnet-4-6", VIRGINIA, PriceRoute.GEO));
    }

    @Test
    void aProfileOfOtherRegionsIsCalledInOneOfThoseThatMayBe() {
        ModelSpec european = model("eu." + HAIKU);

        assertThat(address(european, new CallPolicy(List.of(VIRGINIA, "eu-west-1"), null)))
                .isEqualTo(at("eu." + HAIKU, "eu-west-1", PriceRoute.GEO));
        refused(european, CallPolicy.from(VIRGINIA), "us." + HAIKU, "global." + HAIKU);
    }

    @Test
    void theResidencyOfAnEntryBindsItsCalls() {
        ModelSpec european = Models.named("bedrock/" + HAIKU).residency("eu").build();

        refused(european, CallPolicy.from(VIRGINIA), "'eu'");
        assertThat(address(european, new CallPolicy(List.of(VIRGINIA, FRANKFURT), null)))
                .isEqualTo(at("eu." + HAIKU, FRANKFURT, PriceRoute.GEO));
    }

    @Test
    void theConfiguredResidencyBindsAllCalls() {
        CallPolicy european = new CallPolicy(List.of(FRANKFURT), "eu");

        assertThat(address(model(HAIKU), european)).isEqualTo(at("eu." + HAIKU, FRANKFURT, PriceRoute.GEO));
        refused(model("global." + HAIKU), european, "global." + HAIKU, "'eu'", "call 'eu." + HAIKU);
        refused(model("amazon.nova-lite-v1:0"), new CallPolicy(List.of(VIRGINIA), "eu"), "'eu'", VIRGINIA);
    }

    @Test
    void anUnlistedModelIsCalledByItsRegisteredId() {
        assertThat(address("amazon.titan-embed-text-v2:0", FRANKFURT).id()).isEqualTo("amazon.titan-embed-text-v2:0");
        assertThat(address("acme.oracle-v1:0", FRANKFURT)).isEqualTo(at("acme.oracle-v1:0", FRANKFURT, null));
        assertThat(address("global.acme.oracle-v1:0", FRANKFURT))
                .isEqualTo(at("global.acme.oracle-v1:0", FRANKFURT, PriceRoute.GLOBAL));
        assertThat(address("amazon.nova-lite-v1:0", "us-gov-west-1"))
                .isEqualTo(at("amazon.nova-lite-v1:0", "us-gov-west-1", null));
    }

    @Test
    void theNameOfAnUnlistedModelMustFitTheResidency() {
        CallPolicy european = new CallPolicy(List.of(FRANKFURT), "eu");

        assertThat(address(model("acme.oracle-v1:0"), european).id()).isEqualTo("acme.oracle-v1:0");
        assertThat(address(model("eu.acme.oracle-v1:0"), european).id()).isEqualTo("eu.acme.oracle-v1:0");
        refused(model("global.acme.oracle-v1:0"), european, "global.acme.oracle-v1:0", "'eu'");
        refused(model("acme.oracle-v1:0"), new CallPolicy(List.of(VIRGINIA), "eu"), "'eu'");
        refused(model("arn:aws:bedrock:us-east-1:1:provisioned-model/x"), european, "'eu'");
        refused(model("arn:aws:bedrock:eu-west-1:1:application-inference-profile/x"), european, "'eu'");
    }

    @Test
    void aModelThatTheRegionDoesNotOfferIsRefusedWithTheRegionsThatDo() {
        String id = catalog.snapshot().models().values().stream()
                .filter(model -> model.callableIn("us-west-2") && !model.callableIn(FRANKFURT))
                .findFirst()
                .orElseThrow()
                .id();

        refused(model(id), CallPolicy.from(FRANKFURT), "us-west-2");
        assertThat(address(model(id), new CallPolicy(List.of(FRANKFURT, "us-west-2"), null))
                        .region())
                .isEqualTo("us-west-2");
    }

    private static void refused(ModelSpec model, CallPolicy policy, String... words) {
        assertThatThrownBy(() -> address(model, policy))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.MODEL_NOT_SUITABLE);
                    assertThat(refusal.getMessage()).contains(words);
                });
    }

    /** Where and under which name a model is called, and which of its prices holds. */
    private record Address(String id, String region, PriceRoute priceRoute) {}

    private static Address at(String id, String region, PriceRoute priceRoute) {
        return new Address(id, region, priceRoute);
    }

    private static Address address(String id, String region) {
        return address(model(id), CallPolicy.from(region));
    }

    private static ModelSpec model(String id) {
        return Models.named("bedrock/" + id).build();
    }

    private static Address address(ModelSpec model, CallPolicy policy) {
        CallRoute route = new BedrockRoutes(() -> Optional.of(catalog), policy, regions)
                .of(model)
                .await()
                .indefinitely();
        return new Address(route.callId(), route.region(), route.priceRoute());
    }
}
