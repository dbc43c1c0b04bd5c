package dev.quartermaster.provider.throwaway;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Says what it was told last. Its models called {@code mute} have no word for a seed. */
record ParrotProvider(ProviderId id, CallCount calls) implements ChatProvider {

    private static final Usage USED = Usage.of(3, 2);

    @Override
    public Uni<ChatReply> chat(ProviderCall<ChatRequest> call) {
        // At once and not on subscription, as a careless provider might do it.
        String text = answer(call);
        Choice choice = new Choice(0, List.of(Part.Text.of(text)), FinishReason.STOP, null, Map.of(), Map.of());
        return Uni.createFrom()
                .item(new ChatReply(Dialect.OLLAMA_CHAT, "parrot", null, List.of(choice), USED, Map.of()));
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        String text = answer(call);
        return Multi.createFrom()
                .items(
                        new ChatDelta.Started(Dialect.OLLAMA_CHAT, "parrot", null, Map.of()),
                        new ChatDelta.PartOpened(0, 0, Part.Text.of("")),
                        new ChatDelta.PartGrew(0, 0, ChatDelta.Growth.TEXT, text, Map.of()),
                        new ChatDelta.PartClosed(0, 0),
                        new ChatDelta.Finished(0, FinishReason.STOP, null),
                        new ChatDelta.Used(USED));
    }

    @Override
    public Uni<Void> probe(ApiKey key) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    private String answer(ProviderCall<ChatRequest> call) {
        ChatRequest request = call.request();
        if (call.model().key().id().startsWith("mute") && request.options().seed() != null) {
            call.unsupported().unsupported("seed", "a parrot, mute or not, cannot be seeded");
        }
        calls.add();
        List<Message> messages = request.messages();
        return messages.get(messages.size() - 1).text();
    }
}
