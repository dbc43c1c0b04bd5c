package dev.quartermaster.api.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.function.FunctionEvent.Http;
import dev.quartermaster.api.function.FunctionEvent.LogLines;
import dev.quartermaster.api.function.FunctionEvent.Tick;
import dev.quartermaster.api.function.FunctionEvent.Unknown;
import dev.quartermaster.api.function.FunctionEvent.Unreadable;
import dev.quartermaster.testing.LambdaEvents;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static FunctionEvent read(String event) throws Exception {
        return EventReader.read(JSON.readTree(event));
    }

    private static Http http(JsonNode event) {
        return (Http) EventReader.read(event);
    }

    private static List<String> values(Http request, String name) {
        return request.headers().stream()
                .filter(header -> header.is(name))
                .map(HttpField::value)
                .toList();
    }

    @Test
    void payload2KeepsPathQueryAndCookies() {
        ObjectNode event = LambdaEvents.payload2("POST", "/v1/a%20b", "q=1%2F2&q=3", "Grüße", "k");
        event.putArray("cookies").add("a=1").add("b=2");
        ((ObjectNode) event.path("headers")).put("Content-Length", "99");
        Http request = http(event);

        assertThat(request.form()).isEqualTo(EventForm.PAYLOAD_2);
        assertThat(request.target()).isEqualTo("/v1/a%20b?q=1%2F2&q=3");
        assertThat(request.path()).isEqualTo("/v1/a%20b");
        assertThat(request.body()).hasSize(7);
        assertThat(values(request, "cookie")).containsExactly("a=1; b=2");
        assertThat(values(request, "content-length")).containsExactly("7");
        assertThat(request.client()).isEqualTo("192.0.2.1");
    }

    @Test
    void theNameOfAStageIsNoPartOfThePath() {
        ObjectNode event = LambdaEvents.payload2("GET", "/prod/v1/models", "", null, "k");
        ((ObjectNode) event.path("requestContext")).put("stage", "prod");

        assertThat(http(event).target()).isEqualTo("/v1/models");
        assertThat(http(event.put("rawPath", "/prod")).target()).isEqualTo("/");
        assertThat(http(event.put("rawPath", "/products")).target()).isEqualTo("/products");
    }

    @Test
    void payload1HasSeveralValuesAndADecodedQuery() {
        ObjectNode event = LambdaEvents.payload1("GET", "/v1/models", null, "k");
        ((ObjectNode) event.path("multiValueHeaders"))
                .putArray("X-Many")
                .add("1")
                .add("2");
        event.putObject("multiValueQueryStringParameters")
                .putArray("a b")
                .add("1&2")
                .add("ü");
        Http request = http(event);

        assertThat(request.form()).isEqualTo(EventForm.PAYLOAD_1);
        assertThat(request.target()).isEqualTo("/v1/models?a+b=1%262&a+b=%C3%BC");
        assertThat(values(request, "x-many")).containsExactly("1", "2");
        assertThat(values(request, "authorization")).containsExactly("Bearer k");
        assertThat(request.client()).isEqualTo("192.0.2.1");
    }

    @Test
    void aBalancerLeavesTheQueryAsItCameAndNamesTheClientInAHeader() {
        ObjectNode event = LambdaEvents.balancer("GET", "/v1/models", "", "k");
        event.putObject("queryStringParameters").put("q", "1%2F2");
        ((ObjectNode) event.path("headers")).put("x-forwarded-for", "198.51.100.7, 192.0.2.9");
        Http request = http(event);

        assertThat(request.form()).isEqualTo(EventForm.BALANCER);
        assertThat(request.target()).isEqualTo("/v1/models?q=1%2F2");
        assertThat(request.client()).isEqualTo("192.0.2.9");
        event.remove("headers");
        event.putObject("multiValueHeaders").putArray("host").add("h");
        assertThat(http(event).form()).isEqualTo(EventForm.BALANCER_MULTI);
    }

    @Test
    void aPathThatWasDecodedIsEncodedAndOneThatWasNotIsLeft() {
        assertThat(Targets.path("/a b/ü?x#%")).isEqualTo("/a%20b/%C3%BC%3Fx%23%25");
        assertThat(Targets.path("/a%20b/~x:1@2")).isEqualTo("/a%20b/~x:1@2");
    }

    @Test
    void aRequestWithoutAMethodOrPathIsUnreadable() {
        ObjectNode event = LambdaEvents.payload2("GET", "", "", null, "k");

        assertThat(EventReader.read(event)).isInstanceOf(Unreadable.class);
        assertThat(EventReader.read(LambdaEvents.payload2("G T", "/", "", null, "k")))
                .isInstanceOf(Unreadable.class);
        assertThat(EventReader.read(
                        LambdaEvents.payload2("GET", "/", "", "*", "k").put("isBase64Encoded", true)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void ticksLinesAndOthers() throws Exception {
        assertThat(read("{\"job\":\"a\"}")).isEqualTo(new Tick("a"));
        assertThat(read("{\"detail-type\":\"x\",\"detail\":{\"job\":\"b\"}}")).isEqualTo(new Tick("b"));
        assertThat(read("{\"awslogs\":{\"data\":\"x\"}}")).isInstanceOf(LogLines.class);
        assertThat(read("{\"job\":1}")).isInstanceOf(Unknown.class);
        assertThat(read("7")).isInstanceOf(Unknown.class);
        assertThat(((Unknown) read("{\"Records\":[{\"EventSource\":\"aws:sns\"}]}")).why())
                .contains("aws:sns");
    }

    /** Whoever can send an HTTP request writes its body and headers, not the event around them. */
    @Test
    void anHttpRequestThatLooksLikeATickIsNone() {
        ObjectNode event = LambdaEvents.payload2("POST", "/", "", "{\"job\":\"a\"}", "k");

        assertThat(EventReader.read(event.put("job", "a"))).isInstanceOf(Http.class);
    }
}
