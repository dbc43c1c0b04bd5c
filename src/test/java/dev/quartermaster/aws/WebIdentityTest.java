package dev.quartermaster.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.testing.StubServer;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebIdentityTest {

    private static final String ANSWER = """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult>
                <Credentials>
                  <SessionToken>AQoDYXdz+/=</SessionToken>
                  <SecretAccessKey>wJalrXUt/K7</SecretAccessKey>
                  <Expiration>2026-01-01T01:00:00Z</Expiration>
                  <AccessKeyId>ASIAEXAMPLE</AccessKeyId>
                </Credentials>
              </AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>
            """;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final AwsCredentials others = AwsCredentials.of("A", "B");
    private final WebIdentity identity = new WebIdentity(environment::get, () -> others);
    private Vertx vertx;
    private StubServer sts;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        sts = StubServer.start(vertx);
        Path token = Files.writeString(folder.resolve("token"), "ey.J+/\n");
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/agents");
        environment.put("AWS_ROLE_SESSION_NAME", "tests");
        environment.put("AWS_ENDPOINT_URL_STS", sts.url());
    }

    @AfterEach
    void stop() throws Exception {
        sts.close();
        vertx.close();
    }

    @Test
    void exchangesTheToken() {
        sts.answers(200, "text/xml", ANSWER, Map.of());
        assertThat(identity.find())
                .isEqualTo(new AwsCredentials(
                        "ASIAEXAMPLE", "wJalrXUt/K7", "AQoDYXdz+/=", Instant.parse("2026-01-01T01:00:00Z")));
        assertThat(sts.lastSeen().body())
                .isEqualTo("Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                        + "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fagents"
                        + "&RoleSessionName=tests&WebIdentityToken=ey.J%2B%2F");
    }

    @Test
    void aRefusalRevealsNothing() {
        sts.answers(403, "text/xml", "<Error><Message>token ey.J</Message></Error>", Map.of());
        assertThatThrownBy(identity::find)
                .isInstanceOf(AwsCredentials.Unavailable.class)
                .hasMessage("no AWS credentials were found");
    }

    @Test
    void anAnswerWithoutCredentialsIsNone() {
        sts.answers(200, "text/html", "<html>", Map.of());
        assertThatThrownBy(identity::find).isInstanceOf(AwsCredentials.Unavailable.class);
    }

    @Test
    void aKeyInTheEnvironmentGoesFirst() {
        environment.put("AWS_ACCESS_KEY_ID", "A");
        assertThat(identity.find()).isEqualTo(others);
        assertThat(sts.seen()).isEmpty();
    }

    @Test
    void withoutATokenTheOtherSourcesAreUsed() {
        environment.remove("AWS_WEB_IDENTITY_TOKEN_FILE");
        assertThat(identity.find()).isEqualTo(others);
    }
}
