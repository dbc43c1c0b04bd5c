package dev.quartermaster.inference.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.inference.validation.Finding.Code;
import dev.quartermaster.testing.Models;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BedrockReachabilityTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 17);

    private static CatalogIndex catalog;
    private static Regions regions;

    @BeforeAll
    static void readTheCatalog() throws Exception {
        catalog = Catalogs.bundledIndex();
        regions = Catalogs.regions();
    }

    @Test
    void whatTheRegionOffersHasNoFindings() {
        assertThat(of("us-east-1", "bedrock/anthropic.claude-sonnet-4-6")).isEmpty();
        assertThat(of("us-east-1", "bedrock/us.anthropic.claude-sonnet-4-6")).isEmpty();
    }

    @Test
    void aProfileOfOtherRegionsIsAnErrorThatNamesTheRightOne() {
        assertThat(of("us-east-1", "bedrock/eu.anthropic.claude-sonnet-4-6"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
                    assertThat(finding.code()).isEqualTo(Code.NOT_REACHABLE);
                    assertThat(finding.message()).contains("us.anthropic.claude-sonnet-4-6");
                });
    }

    @Test
    void whatTheCatalogDoesNotKnowIsAWarning() {
        assertThat(of("us-east-1", "bedrock/acme.oracle-v1:0")).satisfiesExactly(this::isUnknown);
        assertThat(of("me-south-1", "bedrock/amazon.nova-lite-v1:0")).satisfiesExactly(this::isUnknown);
        assertThat(new BedrockReachability(routes(null, "us-east-1"), TODAY)
                        .of(Models.named("bedrock/amazon.nova-lite-v1:0").build()))
                .satisfiesExactly(this::isUnknown);
    }

    @Test
    void aNameThatTheRegistryLacksIsExplainedByWhatBedrockHas() {
        BedrockReachability reach = new BedrockReachability(routes(catalog, "us-east-1"), TODAY);

        assertThat(reach.hint("bedrock/Nova Lite")).get().asString().contains("amazon.nova-lite-v1:0", "no price");
        assertThat(reach.hint("bedrock/amazon.nova-lit-v1:0")).get().asString().contains("amazon.nova-lite-v1:0");
        assertThat(reach.hint("openai/zzz")).isEmpty();
    }

    private void isUnknown(Finding finding) {
        assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        assertThat(finding.code()).isEqualTo(Code.REACHABILITY_UNKNOWN);
    }

    private static CallRoutes routes(CatalogIndex known, String region) {
        return new CallRoutes(known, CallPolicy.from(region), regions);
    }

    private static List<Finding> of(String region, String model) {
        return new BedrockReachability(routes(catalog, region), TODAY)
                .of(Models.named(model).build());
    }
}
