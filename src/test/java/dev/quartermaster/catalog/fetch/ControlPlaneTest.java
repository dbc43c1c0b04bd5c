package dev.quartermaster.catalog.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.fetch.ControlPlaneFailure.ControlPlaneBusy;
import dev.quartermaster.catalog.fetch.ControlPlaneParser.ModelOffer;
import dev.quartermaster.catalog.fetch.ControlPlaneParser.ProfileOffer;
import dev.quartermaster.catalog.fetch.ControlPlaneParser.ProfilePage;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.InvocationAccess;
import dev.quartermaster.catalog.model.RegionState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the control plane's answers mean. */
class ControlPlaneTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-01-02T00:00:00Z");

    @Test
    void wordListsAreOpenAndCaseDoesNotMatter() throws Exception {
        ModelOffer offer = model("""
                {"modelId":"m.a","modelName":"A","providerName":"M","inputModalities":["Text","SMELL"],
                 "outputModalities":["TEXT"],"inferenceTypesSupported":["on_demand","QUANTUM"],
                 "modelLifecycle":{"status":"LEGACY","endOfLifeTime":"2027-01-01T00:00:00Z"},"later":1}""");

        assertThat(offer.facts().inputModalities()).containsExactly("smell", "text");
        assertThat(offer.direct()).isTrue();
        assertThat(offer.lifecycle().status()).isEqualTo("legacy");
        assertThat(offer.lifecycle().endOfLife()).isEqualTo("2027-01-01T00:00:00Z");
    }

    @Test
    void anEntryWithoutAnythingButItsIdIsRead() throws Exception {
        ModelOffer offer = model("{\"modelId\":\"m.a\",\"modelLifecycle\":{\"endOfLifeTime\":\"soon\"}}");

        assertThat(offer.facts().name()).isEqualTo("m.a");
        assertThat(offer.direct()).isFalse();
        assertThat(offer.lifecycle().endOfLife()).isNull();
    }

    @Test
    void aMemberWithoutARegionMeansAnyRegion() throws Exception {
        ProfilePage page = ControlPlaneParser.profiles(json("""
                {"nextToken":"more","inferenceProfileSummaries":[
                 {"inferenceProfileId":"global.m.a","type":"SYSTEM_DEFINED","models":[
                  {"modelArn":"arn:aws:bedrock:::foundation-model/m.a"},
                  {"modelArn":"arn:aws:bedrock:eu-west-1::foundation-model/m.a"}]},
                 {"inferenceProfileId":"mine","type":"APPLICATION","models":[
                  {"modelArn":"arn:aws:bedrock:eu-west-1::foundation-model/m.a"}]},
                 {"inferenceProfileId":"eu.broken","models":[{"modelArn":"nonsense"}]}]}"""));

        assertThat(page.nextToken()).isEqualTo("more");
        assertThat(page.profiles()).hasSize(1);
        InferenceProfile profile = page.profiles().get(0).profile();
        assertThat(profile.modelId()).isEqualTo("m.a");
        assertThat(profile.memberRegions()).containsExactly("eu-west-1");
        assertThat(profile.anywhere()).isTrue();
        assertThat(profile.access()).isEqualTo(InvocationAccess.GLOBAL_PROFILE);
    }

    @Test
    void anAnswerOfAnotherShapeIsAFailure() {
        assertThatThrownBy(() -> ControlPlaneParser.models(json("{\"message\":\"hello\"}")))
                .isInstanceOf(ControlPlaneFailure.class)
                .hasMessageContaining("modelSummaries");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "429, ThrottlingException, busy",
                "400, ThrottlingException, busy",
                "500, InternalServerException, busy",
                "503, -, busy",
                "403, AccessDeniedException:http://internal.amazon.com/, not enabled",
                "403, UnrecognizedClientException, not enabled",
                "400, UnrecognizedClientException, not enabled",
                "403, com.amazon.coral#AccessDeniedException, not enabled",
                "403, -, not enabled",
                "403, ExpiredTokenException, failed",
                "403, InvalidSignatureException, failed",
                "400, ValidationException, failed",
                "404, -, failed",
            })
    void aFailureIsClassifiedByStatusAndCode(int status, String errorType, String expected) {
        ControlPlaneFailure failure = ControlPlaneErrors.of(status, errorType);

        String found = failure instanceof ControlPlaneBusy ? "busy" : failure.notEnabled() ? "not enabled" : "failed";
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aRegionThatFailsKeepsWhatItOffered() throws Exception {
        ModelOffer offer = model("{\"modelId\":\"m.a\",\"inferenceTypesSupported\":[\"ON_DEMAND\"]}");
        CatalogSnapshot before = CatalogMerger.merge(
                null,
                List.of(
                        RegionAnswer.offered("eu-west-1", List.of(offer), List.of()),
                        RegionAnswer.offered("us-east-1", List.of(offer), List.of())),
                FIRST);

        CatalogSnapshot after = CatalogMerger.merge(
                before,
                List.of(RegionAnswer.failed("eu-west-1", "status 500"), RegionAnswer.notEnabled("us-east-1", "denied")),
                SECOND);

        CatalogModel kept = after.model("m.a").orElseThrow();
        assertThat(kept.callableIn("eu-west-1")).isTrue();
        assertThat(kept.callableIn("us-east-1")).isFalse();
        assertThat(after.regions().get("eu-west-1"))
                .isEqualTo(new RegionState(RegionState.Kind.FAILED, SECOND, "status 500"));
    }

    @Test
    void aStateThatLastsKeepsItsBeginning() {
        CatalogSnapshot before = CatalogMerger.merge(null, List.of(RegionAnswer.failed("eu-west-1", "one")), FIRST);

        CatalogSnapshot after = CatalogMerger.merge(before, List.of(RegionAnswer.failed("eu-west-1", "two")), SECOND);

        assertThat(after.regions().get("eu-west-1")).isEqualTo(new RegionState(RegionState.Kind.FAILED, FIRST, "two"));
    }

    @Test
    void aModelThatOnlyAProfileNamesIsListed() throws Exception {
        ProfileOffer offer = ControlPlaneParser.profiles(json("""
                {"inferenceProfileSummaries":[{"inferenceProfileId":"eu.m.a","inferenceProfileName":"EU A","models":[
                 {"modelArn":"arn:aws:bedrock:eu-west-1::foundation-model/m.a"}]}]}""")).profiles().get(0);

        CatalogSnapshot catalog =
                CatalogMerger.merge(null, List.of(RegionAnswer.offered("eu-west-1", List.of(), List.of(offer))), FIRST);

        CatalogModel model = catalog.model("m.a").orElseThrow();
        assertThat(model.facts().provider()).isEqualTo("m");
        assertThat(model.in("eu-west-1").orElseThrow().ways()).containsExactly(InvocationAccess.REGIONAL_PROFILE);
    }

    private static ModelOffer model(String summary) throws Exception {
        return ControlPlaneParser.models(json("{\"modelSummaries\":[{\"modelName\":\"no id\"}," + summary + "]}"))
                .get(0);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
