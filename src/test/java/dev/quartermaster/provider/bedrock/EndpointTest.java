package dev.quartermaster.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.aws.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    private static final Region FRANKFURT = new Region("eu-central-1");

    @Test
    void fillsTheRegionIn() {
        Endpoint endpoint = Endpoint.of(Endpoint.PUBLIC, FRANKFURT);
        assertThat(endpoint.runtime()).isEqualTo("https://bedrock-runtime.eu-central-1.amazonaws.com");
        assertThat(endpoint.control()).isEqualTo("https://bedrock.eu-central-1.amazonaws.com");
        assertThat(endpoint.region()).isEqualTo(FRANKFURT);
    }

    @Test
    void believesTheRegionOfAwsOwnHosts() {
        assertThat(Endpoint.of("https://bedrock-runtime-fips.us-west-2.amazonaws.com", FRANKFURT)
                        .region())
                .isEqualTo(new Region("us-west-2"));
    }

    @Test
    void anotherHostServesBothPlanes() {
        Endpoint endpoint = Endpoint.of("http://localhost:8080/simulator/bedrock", FRANKFURT);
        assertThat(endpoint.models())
                .hasToString("http://localhost:8080/simulator/bedrock/foundation-models?byProvider=Amazon");
        assertThat(endpoint.region()).isEqualTo(FRANKFURT);
    }

    @ParameterizedTest
    @CsvSource({
        "eu.amazon.nova-pro-v1:0, eu.amazon.nova-pro-v1%3A0",
        "anthropic.claude-opus-4-6-v1, anthropic.claude-opus-4-6-v1",
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2,"
                + " arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fa1b2",
        "../../evil?x=1#y, ..%2F..%2Fevil%3Fx%3D1%23y"
    })
    void aModelIsOnePathSegment(String id, String encoded) {
        assertThat(Endpoint.of("https://host", FRANKFURT).model(id, "converse"))
                .hasToString("https://host/model/" + encoded + "/converse");
    }
}
