package dev.quartermaster.console;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.quartermaster.provider.directory.Providers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConsoleComponentTest {

    @Test
    void theRootLeadsToTheConsole() {
        given().redirects().follow(false).get("/").then().statusCode(303).header("location", equalTo("/console"));
    }

    @Inject
    Providers providers;

    @Test
    void thePageShowsProvidersAndAFormWithoutAKeyField() {
        String page = page();

        assertThat(page).contains("<form id=\"try\">", "href=\"/q/openapi\"").containsPattern("[1-9][0-9]* models");
        assertThat(providers.states())
                .allSatisfy(provider -> assertThat(page).contains("<h3>" + provider.id() + "</h3>"));
        assertThat(page).doesNotContain("name=\"key\"");
    }

    @Test
    void thePageLoadsNothingFromElsewhereAndRunsNoInlineScript() {
        List<String> loaded = Pattern.compile("(?:src|<link[^>]* href)=\"([^\"]*)\"")
                .matcher(page())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(loaded).isNotEmpty().allMatch(url -> url.startsWith("/assets/") || url.equals("data:,"));
        assertThat(page()).doesNotContain("<style", "onclick", "style=").doesNotContainPattern("<script(?![^>]* src=)");
        when().get("/console").then().header("content-security-policy", containsString("default-src 'self'"));
    }

    @Test
    void itsFilesAreServed() {
        when().get("/assets/console.js").then().statusCode(200).body(containsString("/v1/chat/completions"));
        when().get("/assets/console.css").then().statusCode(200);
    }

    private static String page() {
        return given().redirects()
                .follow(false)
                .get("/console")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .extract()
                .asString();
    }
}
