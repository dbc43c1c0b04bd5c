package dev.quartermaster.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.catalog.model.CatalogSource;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.testing.TightSettings;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole catalog against the control planes of 33 regions, some of which misbehave. */
@QuarkusTest
@TestProfile(TightSettings.class)
class CatalogComponentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PATH = "/api/v1/catalog/bedrock";

    @Inject
    BedrockCatalog catalog;

    @Inject
    CatalogWaterfall waterfall;

    @BeforeEach
    void load() {
        catalog.index().await().atMost(PATIENCE);
        FakeControlPlane.reset();
    }

    @AfterEach
    void hurry() {
        FakeControlPlane.pause = Duration.ofMillis(1);
        FakeControlPlane.refusesAll = false;
    }

    @Test
    void regionsAreMergedAndEachHasItsState() {
        CatalogReport report = catalog.refresh().await().atMost(PATIENCE);

        assertThat(report.snapshot().models()).containsKeys("acme.shared-v1:0", "acme.local-us-east-1");
        given().get(PATH)
                .then()
                .statusCode(200)
                .body("source", equalTo("api"))
                .body("stale", equalTo(false))
                .body("cache.effective", equalTo("memory"))
                .body("failures", hasSize(0))
                .body("regions", hasSize(33))
                .body("regions.findAll { it.state == 'not_enabled' }.region", contains("af-south-1", "me-south-1"))
                .body("regions.findAll { it.state == 'failed' }.region", contains("sa-east-1"))
                .body("regions.find { it.region == 'sa-east-1' }.detail", equalTo("ValidationException (status 400)"))
                .body("regions.find { it.region == 'sa-east-1' }.since", notNullValue())
                .body("regions.find { it.region == 'eu-west-1' }.models", equalTo(2));
    }

    @Test
    void throttlingIsRetriedAndRefusalIsNot() {
        CatalogReport report = catalog.refresh().await().atMost(PATIENCE);

        assertThat(report.snapshot().model("acme.local-eu-west-1")).isPresent();
        // 30 regions with one call for models and two for profiles; two more tries for each list of the throttled
        // region; one call for each list of the three that refuse.
        assertThat(FakeControlPlane.CALLS).hasValue(30 * 3 + 2 * 2 + 3 * 2);
        assertThat(FakeControlPlane.AUTHORISATIONS).containsOnly("Bearer test-token");
    }

    @Test
    void noMoreCallsAreInFlightThanConfigured() {
        FakeControlPlane.pause = Duration.ofMillis(20);

        catalog.refresh().await().atMost(PATIENCE);

        assertThat(FakeControlPlane.MOST_IN_FLIGHT).hasValueBetween(2, 10);
    }

    @Test
    void refreshesAtTheSameTimeAreOne() {
        FakeControlPlane.pause = Duration.ofMillis(20);

        Uni.join()
                .all(catalog.refresh(), catalog.refresh(), catalog.refresh())
                .andFailFast()
                .await()
                .atMost(PATIENCE);

        assertThat(FakeControlPlane.CALLS).hasValue(30 * 3 + 2 * 2 + 3 * 2);
    }

    @Test
    void modelsAreListedAndPaged() {
        String cursor = given().queryParam("limit", 1)
                .queryParam("region", "us-east-1")
                .get(PATH + "/models")
                .then()
                .statusCode(200)
                .body("data.id", contains("acme.local-us-east-1"))
                .body("data[0].regions.us-east-1.access", contains("direct"))
                .extract()
                .path("next_cursor");
        given().queryParam("limit", 1)
                .queryParam("region", "us-east-1")
                .queryParam("cursor", cursor)
                .get(PATH + "/models")
                .then()
                .body("data.id", contains("acme.shared-v1:0"))
                .body("$", org.hamcrest.Matchers.hasKey("next_cursor"))
                .body("next_cursor", nullValue());
    }

    @Test
    void oneModelIsShownByNameAndRegion() {
        given().get(PATH + "/models/acme.shared-v1:0")
                .then()
                .statusCode(200)
                .body("regions.keySet()", hasItems("us-east-1", "eu-west-1"))
                .body("regions.us-east-1.profiles.id", hasItem("us.acme.shared-v1:0"));
        given().queryParam("region", "us-east-1")
                .get(PATH + "/models/Acme Shared")
                .then()
                .statusCode(200)
                .body("id", equalTo("acme.shared-v1:0"))
                .body("regions.keySet()", contains("us-east-1"));
    }

    @Test
    void availabilityNamesTheIdToCall() {
        given().queryParam("model", "acme.shared-v1:0")
                .queryParam("region", "us-east-1")
                .get(PATH + "/availability")
                .then()
                .statusCode(200)
                .body("available", equalTo(true))
                .body("call.id", equalTo("us.acme.shared-v1:0"))
                .body("call.price_route", equalTo("geo"))
                .body("call.member_regions", contains("us-east-1"));
        given().queryParam("model", "acme.local-us-east-1")
                .queryParam("region", "af-south-1")
                .get(PATH + "/availability")
                .then()
                .statusCode(200)
                .body("available", equalTo(false))
                .body("region_state", equalTo("not_enabled"))
                .body("call", nullValue())
                .body("available_in", contains("us-east-1"));
    }

    @Test
    void aRefreshOverHttpAnswersWithTheNewCatalog() {
        given().post(PATH + "/refresh").then().statusCode(200).body("source", equalTo("api"));

        assertThat(FakeControlPlane.CALLS).hasPositiveValue();
    }

    @Test
    void aSecondQueryFetchesNothing() {
        CatalogIndex first = catalog.index().await().atMost(PATIENCE);

        assertThat(catalog.index().await().atMost(PATIENCE)).isSameAs(first);
        assertThat(catalog.peek()).containsSame(first);
        assertThat(FakeControlPlane.CALLS).hasValue(0);
    }

    @Test
    void aCacheThatIsEmptyFallsBackToAws() {
        ServedCatalog served = waterfall.load().await().atMost(PATIENCE);

        assertThat(served.source()).isEqualTo(CatalogSource.API);
        assertThat(served.skipped())
                .extracting(SkippedSource::source, SkippedSource::reason)
                .containsExactly(tuple(CatalogSource.CACHE, "cache mode memory keeps none"));
    }

    @Test
    void anAwsThatRefusesFallsBackToTheBundledCopy() {
        FakeControlPlane.refusesAll = true;

        ServedCatalog served = waterfall.load().await().atMost(PATIENCE);

        assertThat(served.source()).isEqualTo(CatalogSource.BUNDLED);
        assertThat(served.skipped())
                .extracting(SkippedSource::source)
                .containsExactly(CatalogSource.CACHE, CatalogSource.API);
        assertThat(served.skipped().get(1).reason()).startsWith("not one region answered: ");
    }
}
