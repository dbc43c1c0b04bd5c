package dev.quartermaster.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Gathered;
import dev.quartermaster.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The ways in which compatible services send their tool calls. Each line is the list of calls of one chunk, which says with
 * an empty word that the answer goes on.
 */
class CallPiecesTest {

    private static final String PARIS = "{\"city\":\"Paris\"}";
    private static final String OSLO = "{\"city\":\"Oslo\"}";

    @Test
    void piecesWithoutANumber() {
        assertThat(calls(
                        "{'id':'a','type':'function','function':{'name':'look','arguments':''}}",
                        "{'function':{'arguments':'{`city`:'}}",
                        "{'function':{'arguments':'`Paris`}'}}"))
                .containsExactly("a look " + PARIS);
    }

    @Test
    void twoCallsThatAreBothNumberedZero() {
        assertThat(calls(
                        "{'index':0,'id':'a','function':{'name':'look','arguments':'{`city`:'}}",
                        "{'index':0,'function':{'arguments':'`Paris`}'}}",
                        "{'index':0,'id':'b','function':{'name':'look','arguments':'{`city`:'}}",
                        "{'index':0,'function':{'arguments':'`Oslo`}'}}"))
                .containsExactly("a look " + PARIS, "b look " + OSLO);
    }

    @Test
    void twoWholeCallsThatAreBothNumberedZeroInOneChunk() {
        assertThat(calls("{'index':0,'id':'a','function':{'name':'look','arguments':'{`city`:`Paris`}'}},"
                        + "{'index':0,'id':'b','function':{'name':'look','arguments':'{`city`:`Oslo`}'}}"))
                .containsExactly("a look " + PARIS, "b look " + OSLO);
    }

    @Test
    void callsWithoutAnyIdOrNumber() {
        assertThat(calls("{'function':{'name':'look','arguments':'{`city`:`Paris`}'}},"
                        + "{'function':{'name':'look','arguments':'{`city`:`Oslo`}'}},"
                        + "{'function':{'name':'hear','arguments':''}}"))
                .containsExactly("call_1 look " + PARIS, "call_2 look " + OSLO, "call_3 hear ");
    }

    @Test
    void theSameIdAndNameInEachPiece() {
        assertThat(calls(
                        "{'index':0,'id':'a','function':{'name':'look','arguments':''}}",
                        "{'index':0,'id':'a','function':{'name':'look','arguments':'{`city`:'}}",
                        "{'index':0,'id':'a','function':{'name':'look','arguments':'`Paris`}'}}"))
                .containsExactly("a look " + PARIS);
        assertThat(calls(
                        "{'id':'a','function':{'name':'look','arguments':'{`city`:'}}",
                        "{'id':'b','function':{'name':'look','arguments':'{`city`:'}}",
                        "{'id':'a','function':{'arguments':'`Paris`}'}}",
                        "{'id':'b','function':{'arguments':'`Oslo`}'}}"))
                .containsExactly("a look " + PARIS, "b look " + OSLO);
    }

    @Test
    void emptyIdsAndNamesInLaterPieces() {
        assertThat(calls(
                        "{'index':0,'id':'a','function':{'name':'look','arguments':'{`city`:'}}",
                        "{'index':0,'id':'','function':{'name':'','arguments':'`Paris`}'}}",
                        "{'index':0,'id':'','function':{'name':null,'arguments':''}}"))
                .containsExactly("a look " + PARIS);
    }

    @Test
    void anotherIdInEachPieceOfOneCall() {
        assertThat(calls(
                        "{'index':0,'id':'a','function':{'name':'look','arguments':''}}",
                        "{'index':0,'id':'x1','function':{'arguments':'{`city`:'}}",
                        "{'index':0,'id':'x2','function':{'arguments':'`Paris`}'}}"))
                .containsExactly("a look " + PARIS);
    }

    @Test
    void anIdThatComesBeforeItsName() {
        assertThat(calls(
                        "{'index':0,'id':'a','type':'function'}",
                        "{'index':0,'function':{'name':'look','arguments':'{`city`:`Paris`}'}}"))
                .containsExactly("a look " + PARIS);
    }

    @Test
    void argumentsThatAreAnObject() {
        assertThat(calls("{'index':0,'id':'a','function':{'name':'look','arguments':{'city':'Paris'}}}"))
                .containsExactly("a look " + PARIS);
    }

    @Test
    void numberedCallsThatMix() {
        assertThat(calls(
                        "{'index':0,'id':'a','function':{'name':'look','arguments':''}},"
                                + "{'index':1,'id':'b','function':{'name':'look','arguments':''}}",
                        "{'index':1,'function':{'arguments':'{`city`:`Oslo`}'}},"
                                + "{'index':0,'function':{'arguments':'{`city`:`Paris`}'}}"))
                .containsExactly("a look " + PARIS, "b look " + OSLO);
    }

    @Test
    void aCallWithoutANameIsNone() {
        ProviderFailure failure = catchThrowableOfType(
                ProviderFailure.class, () -> calls("{'index':0,'id':'a','function':{'arguments':'{}'}}"));

        assertThat(failure.kind()).isEqualTo(FailureKind.ERROR);
        assertThat(failure.isTransient()).isTrue();
    }

    @Test
    void reasoningHasTwoNames() {
        for (String said : List.of(
                "{'reasoning_content':'Hm.'}",
                "{'reasoning':'Hm.'}",
                "{'reasoning_content':'Hm.','reasoning':'Hm.'}",
                "{'reasoning_content':null,'reasoning':'Hm.'}",
                "{'reasoning':null,'reasoning_content':'Hm.'}")) {
            assertThat(parts(said)).as(said).first().isInstanceOfSatisfying(Part.Thinking.class, thinking -> assertThat(
                            thinking.text())
                    .isEqualTo("Hm."));
        }
    }

    private static List<String> calls(String... chunks) {
        List<String> deltas = new ArrayList<>();
        for (String calls : chunks) {
            deltas.add("{'tool_calls':[" + calls + "]}");
        }
        return parts(deltas.toArray(String[]::new)).stream()
                .map(Part.ToolCall.class::cast)
                .map(call -> call.id() + " " + call.name() + " " + call.arguments())
                .toList();
    }

    /** @param deltas with {@code '} for quotes and {@code `} for those inside a text */
    private static List<Part> parts(String... deltas) {
        Json json = new Json(new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
        ProviderCall<ChatRequest> call =
                new ProviderCall<>(Samples.model(ProviderId.OPENAI, "m"), Samples.question("Hi"), null, quota -> {});
        ErrorReader errors = new ErrorReader(json, new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        ChatStream stream = new ChatStream(call, json, errors, headers -> {});
        List<ChatDelta> out = new ArrayList<>();
        for (String delta : deltas) {
            String written = delta.replace('\'', '"').replace("`", "\\\"");
            feed(
                    stream,
                    "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":" + written + ",\"finish_reason\":\"\"}]}",
                    out);
        }
        feed(stream, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}", out);
        feed(stream, "[DONE]", out);
        return Gathered.of(out).choices().get(0).parts();
    }

    private static void feed(ChatStream stream, String data, List<ChatDelta> out) {
        stream.feed(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8), out::add);
    }
}
