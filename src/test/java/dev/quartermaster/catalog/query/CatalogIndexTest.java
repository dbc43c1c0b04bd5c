package dev.quartermaster.catalog.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.InvocationAccess;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.PriceRoute;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the catalog that is bundled, which is real. */
class CatalogIndexTest {

    private static CatalogIndex index;

    @BeforeAll
    static void read() throws Exception {
        index = Catalogs.bundledIndex();
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic.claude-3-haiku-20240307-v1:0, anthropic.claude-3-haiku-20240307-v1:0",
        "Claude 3 Haiku, anthropic.claude-3-haiku-20240307-v1:0",
        "claude-3-haiku, anthropic.claude-3-haiku-20240307-v1:0",
        "ANTHROPIC CLAUDE 3 HAIKU, anthropic.claude-3-haiku-20240307-v1:0",
        "Claude 3.5 Haiku, anthropic.claude-3-5-haiku-20241022-v1:0",
        "Claude 3.5 Sonnet, anthropic.claude-3-5-sonnet-20241022-v2:0",
        "claude sonnet 4, anthropic.claude-sonnet-4-20250514-v1:0",
        "eu.amazon.nova-pro-v1:0, amazon.nova-pro-v1:0",
        "nova premier, amazon.nova-premier-v1:0",
        "Nova Pro, amazon.nova-pro-v1:0",
        "Amazon Nova Pro, amazon.nova-pro-v1:0",
        "glm-4.7-flash, zai.glm-4.7-flash",
        "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0, amazon.nova-pro-v1:0",
        "arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.amazon.nova-pro-v1:0, amazon.nova-pro-v1:0",
        "us.twelvelabs.marengo-embed-3-0-v1:0, us.twelvelabs.marengo-embed-3-0-v1:0",
        "twelvelabs.marengo-embed-3-0-v1:0, twelvelabs.marengo-embed-3-0-v1:0",
    })
    void aModelIsFoundByAnyOfItsNames(String name, String id) {
        assertThat(index.require(name).id()).isEqualTo(id);
    }

    @Test
    void anUnknownNameGetsSuggestions() {
        assertThatThrownBy(() -> index.require("claude 3 haikku"))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
                    assertThat(refusal.getMessage()).contains("anthropic.claude-3-haiku-20240307-v1:0");
                });
        assertThat(index.suggestions("qqqqqqqqqqqqqqqqqqqq")).isEmpty();
        assertThat(index.suggestions("x".repeat(10_000))).isEmpty();
    }

    @Test
    void ofModelsWithOneNameTheOneThatTheRegionHasIsMeant() {
        String name = "TwelveLabs Marengo Embed 3 0";

        assertThat(index.availability(name, "us-east-2").available()).isFalse();
        assertThat(index.availability(name, "eu-west-1").model().id())
                .isNotEqualTo(index.availability(name, "ap-northeast-2").model().id());
    }

    @Test
    void directAccessStaysDirect() {
        CallRoute route = index.resolve("amazon.nova-lite-v1:0", "us-east-1", null);

        assertThat(route.callId()).isEqualTo("amazon.nova-lite-v1:0");
        assertThat(route.priceRoute()).isEqualTo(PriceRoute.IN_REGION);
        assertThat(route.memberRegions()).containsExactly("us-east-1");
    }

    @ParameterizedTest
    @CsvSource({
        "Claude Sonnet 4.5, eu-west-1, eu.anthropic.claude-sonnet-4-5-20250929-v1:0, GEO",
        "Claude Sonnet 4.5, us-east-1, us.anthropic.claude-sonnet-4-5-20250929-v1:0, GEO",
        "Claude Sonnet 4.5, ap-northeast-1, jp.anthropic.claude-sonnet-4-5-20250929-v1:0, GEO",
    })
    void aModelThatOnlyExistsAsAProfileIsCalledByTheRegionsOwn(
            String name, String region, String callId, PriceRoute priceRoute) {
        CallRoute route = index.resolve(name, region, null);

        assertThat(route.callId()).isEqualTo(callId);
        assertThat(route.priceRoute()).isEqualTo(priceRoute);
        assertThat(route.memberRegions()).contains(region);
    }

    @Test
    void whereThereIsOnlyTheGlobalProfileThatIsCalled() {
        CallRoute route = index.resolve("Claude Sonnet 4.5", "sa-east-1", null);

        assertThat(route.callId()).isEqualTo("global.anthropic.claude-sonnet-4-5-20250929-v1:0");
        assertThat(route.priceRoute()).isEqualTo(PriceRoute.GLOBAL);
    }

    @Test
    void aProfileThatIsNamedIsCalled() {
        CallRoute route = index.resolve("global.anthropic.claude-sonnet-4-5-20250929-v1:0", "eu-west-1", null);

        assertThat(route.callId()).isEqualTo("global.anthropic.claude-sonnet-4-5-20250929-v1:0");
        assertThat(route.priceRoute()).isEqualTo(PriceRoute.GLOBAL);
    }

    @Test
    void aProfileOfOtherRegionsIsRefusedWithTheRightOneNamed() {
        assertThatThrownBy(() -> index.resolve("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "eu-west-1", null))
                .hasMessageContaining("us.anthropic.claude-sonnet-4-5-20250929-v1:0")
                .hasMessageContaining("from eu-west-1 call 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'");
    }

    @Test
    void aModelThatTheRegionDoesNotHaveIsRefusedWithTheRegionsThatDo() {
        assertThatThrownBy(() -> index.resolve("us.deepseek.r1-v1:0", "eu-west-1", null))
                .hasMessageContaining("cannot be called from eu-west-1")
                .hasMessageContaining("us-east-1");
    }

    @Test
    void anUnknownRegionIsRefusedBeforeAnythingElse() {
        assertThatThrownBy(() -> index.resolve("Nova Pro", "moon-1", null)).hasMessageContaining("af-south-1");
        assertThatThrownBy(() -> index.list(new ModelFilter("moon-1", null, null, null, null)))
                .hasMessageContaining("af-south-1");
    }

    @Test
    void residencyDecidesTheRoute() {
        assertThat(index.resolve("Claude Sonnet 4.5", "eu-west-1", "eu").callId())
                .isEqualTo("eu.anthropic.claude-sonnet-4-5-20250929-v1:0");
        assertThat(index.resolve("Claude Sonnet 4.5", "ap-northeast-1", "jp").callId())
                .isEqualTo("jp.anthropic.claude-sonnet-4-5-20250929-v1:0");
        assertThat(index.resolve("Nova Lite", "us-east-1", "us").priceRoute()).isEqualTo(PriceRoute.IN_REGION);
    }

    @Test
    void aWayThatLeavesTheResidencyIsRefusedWithTheRegionsOutside() {
        assertThatThrownBy(() -> index.resolve("Claude Sonnet 4.5", "us-east-1", "us"))
                .hasMessageContaining("'us.anthropic.claude-sonnet-4-5-20250929-v1:0' may be answered in ca-central-1");
        assertThatThrownBy(() -> index.resolve("global.anthropic.claude-sonnet-4-5-20250929-v1:0", "eu-west-1", "eu"))
                .hasMessageContaining("residency 'eu'");
        assertThatThrownBy(() -> index.resolve("Nova Lite", "us-east-1", "eu")).hasMessageContaining("us-east-1");
    }

    @Test
    void listsFilterByEachQuestion() {
        assertThat(index.list(ModelFilter.ALL)).hasSize(125);
        assertThat(index.list(new ModelFilter(null, "TWELVELABS", null, null, null)))
                .extracting(CatalogModel::id)
                .contains("us.twelvelabs.pegasus-1-2-v1:0", "twelvelabs.pegasus-1-2-v1:0");
        assertThat(index.list(new ModelFilter("EU-WEST-1", null, false, "Embedding", InvocationAccess.DIRECT)))
                .isNotEmpty()
                .allSatisfy(model -> {
                    assertThat(model.facts().outputModalities()).contains("embedding");
                    assertThat(model.facts().streaming()).isFalse();
                    assertThat(model.in("eu-west-1").orElseThrow().direct()).isTrue();
                });
        assertThat(index.list(new ModelFilter(null, "luma ai", true, null, InvocationAccess.GLOBAL_PROFILE)))
                .isEmpty();
    }
}
