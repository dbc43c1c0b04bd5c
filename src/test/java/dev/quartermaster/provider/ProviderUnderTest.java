package dev.quartermaster.provider;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.StubServer;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One provider against a stub of its server, and how its protocol writes things. */
public abstract class ProviderUnderTest {

    static final Duration LONG = Duration.ofMinutes(1);
    static final String SECRET = "sk-contract-0123456789abcdefghijklmnop";

    @Inject
    Vertx vertx;

    StubServer stub;
    ChatProvider provider;

    protected abstract ProviderFactory factory();

    protected abstract ProviderId id();

    /** A whole answer "Hello there." with usage of 11 prompt and 4 output tokens. */
    protected abstract String wholeAnswer();

    /** A whole answer that ended normally and says nothing. */
    protected abstract String emptyAnswer();

    /** An error of an overloaded or broken server, as it comes inside a successful answer. */
    protected abstract String errorInside();

    /** An error body whose message echoes {@code text}. */
    protected abstract String errorEchoing(String text);

    protected abstract String streamType();

    /** How the texts of streams are written; ISO 8859-1 where a protocol's pieces are binary. */
    protected Charset streamCharset() {
        return StandardCharsets.UTF_8;
    }

    /** "Hello there." in pieces, without the end. */
    protected abstract List<String> streamBeginning();

    /** The rest of that stream: usage of 11 prompt and 4 output tokens, and the terminal marker. */
    protected abstract List<String> streamEnd();

    /** An error as it comes inside a stream. */
    protected abstract String errorInStream();

    /** The path that a probe asks for. */
    protected abstract String probePath();

    @BeforeEach
    void startStub() throws Exception {
        stub = StubServer.start(vertx);
        stub.writesIn(streamCharset());
        provider = factory().create(id(), settings(Duration.ofSeconds(5)));
    }

    @AfterEach
    void stopStub() throws Exception {
        provider.close();
        stub.close();
    }

    List<String> whole() {
        List<String> pieces = new ArrayList<>(streamBeginning());
        pieces.addAll(streamEnd());
        return pieces;
    }

    ProviderSettings settings(Duration patience) {
        return new ProviderSettings(
                stub.url(), Duration.ofSeconds(2), patience, patience, patience, 8, FailureTable.standard());
    }

    ApiKey key() {
        return new ApiKey(id(), id() + "-1", SECRET);
    }

    /** The model that is called; another one where its provider would speak another protocol with it. */
    protected ModelSpec model() {
        return Samples.model(id(), "sample-1");
    }

    private ProviderCall<ChatRequest> call(ChatRequest request) {
        return new ProviderCall<>(model(), request, key(), quota -> {});
    }

    UniAssertSubscriber<ChatReply> chat() {
        return chat(Samples.question("Hi"));
    }

    UniAssertSubscriber<ChatReply> chat(ChatRequest request) {
        return provider.chat(call(request)).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    AssertSubscriber<ChatDelta> stream(long demand) {
        return provider.stream(call(Samples.question("Hi")))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(demand));
    }

    static ProviderFailure failureOf(UniAssertSubscriber<?> subscriber) {
        return (ProviderFailure) subscriber.awaitFailure(LONG).getFailure();
    }

    static ProviderFailure failureOf(AssertSubscriber<?> subscriber) {
        return (ProviderFailure) subscriber.awaitFailure(LONG).getFailure();
    }

    static String text(AssertSubscriber<ChatDelta> subscriber) {
        StringBuilder text = new StringBuilder();
        for (ChatDelta delta : subscriber.getItems()) {
            if (delta instanceof ChatDelta.PartGrew grew && grew.growth() == ChatDelta.Growth.TEXT) {
                text.append(grew.piece());
            }
        }
        return text.toString();
    }
}
