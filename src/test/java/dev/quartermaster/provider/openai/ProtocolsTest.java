package dev.quartermaster.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.model.Endpoint;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolsTest {

    /** Which endpoint is asked: by what the registry says of the model, what the provider serves, who asks. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,                          true,  OPENAI_RESPONSES,   true
            -,                          true,  OPENAI_CHAT,        false
            -,                          true,  ANTHROPIC_MESSAGES, false
            -,                          false, OPENAI_RESPONSES,   false
            RESPONSES,                  false, OPENAI_CHAT,        true
            RESPONSES,                  true,  ANTHROPIC_MESSAGES, true
            CHAT_COMPLETIONS,           true,  OPENAI_RESPONSES,   false
            CHAT_COMPLETIONS RESPONSES, false, OPENAI_RESPONSES,   true
            CHAT_COMPLETIONS RESPONSES, true,  OPENAI_CHAT,        false
            """)
    void theRegistryThenTheProviderThenTheCallerDecide(
            String endpoints, boolean serves, Dialect caller, boolean byResponses) {
        Set<Endpoint> known = new TreeSet<>();
        if (endpoints != null) {
            Arrays.stream(endpoints.split(" ")).map(Endpoint::valueOf).forEach(known::add);
        }
        ModelSpec model = Samples.model(ProviderId.OPENAI, "m").withEndpoints(known);
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                model, Samples.request(caller, Message.of(Role.USER, Part.Text.of("Hi"))), null, quota -> {});
        ErrorReader errors =
                new ErrorReader(Plain.json(), new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));

        assertThat(new Protocols(Plain.json(), errors, serves).isByResponses(call))
                .isEqualTo(byResponses);
    }
}
