package dev.quartermaster.inference.failover;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A provider that does what a test says, and remembers its calls. */
final class ScriptedProvider implements ChatProvider {

    static final ChatReply REPLY =
            new ChatReply(Dialect.OPENAI_CHAT, "r-1", null, List.of(), Usage.of(10, 5), Map.of());

    final List<ProviderCall<ChatRequest>> calls = new ArrayList<>();
    Function<ProviderCall<ChatRequest>, Uni<ChatReply>> script =
            call -> Uni.createFrom().item(REPLY);

    /** Fails each call to a model of this id. */
    void failing(String id, Throwable failure) {
        Function<ProviderCall<ChatRequest>, Uni<ChatReply>> others = script;
        script = call -> call.model().key().id().equals(id) ? Uni.createFrom().failure(failure) : others.apply(call);
    }

    List<String> models() {
        return calls.stream().map(call -> call.model().key().id()).toList();
    }

    @Override
    public ProviderId id() {
        return ProviderId.OPENAI;
    }

    @Override
    public Uni<ChatReply> chat(ProviderCall<ChatRequest> call) {
        calls.add(call);
        return script.apply(call);
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom().empty();
    }

    @Override
    public Uni<Void> probe(ApiKey key) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
