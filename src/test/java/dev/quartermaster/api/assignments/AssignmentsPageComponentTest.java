package dev.quartermaster.api.assignments;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.ImpatientHealth;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every command of the page works as it stands, in the page's order. */
@QuarkusTest
@TestProfile(ImpatientHealth.class)
class AssignmentsPageComponentTest {

    private static final Path PAGE = Path.of("src/docs/assignments.md");
    private static final Pattern COMMAND = Pattern.compile(
            "^curl '?localhost:8080([^' \\n]+)'?(?: -H 'content-type: application/json' -d '([^']*)')?$",
            Pattern.MULTILINE);

    @Test
    void everyCommandWorks() throws IOException {
        String page = Files.readString(PAGE);
        List<MatchResult> commands = COMMAND.matcher(page).results().toList();

        assertThat(commands)
                .hasSize((int)
                        page.lines().filter(line -> line.startsWith("curl ")).count())
                .hasSizeGreaterThan(8);
        for (MatchResult command : commands) {
            Response answer = run(command.group(1), command.group(2));
            assertThat(answer.statusCode())
                    .as("%s: %s", command.group(), answer.asString())
                    .isBetween(200, 299);
            assertThat(answer.asString()).doesNotContain("\"error\":");
        }
    }

    private static Response run(String path, String body) {
        return body == null
                ? given().urlEncodingEnabled(false).get(path)
                : given().contentType(ContentType.JSON).body(body).post(path);
    }
}
