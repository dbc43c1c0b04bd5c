package dev.quartermaster.provider.throwaway;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Providers that break the rules of a probe: by their name they throw, give nothing, or never end. They answer nobody. */
@Singleton
@IfBuildProperty(name = StubbornFactory.SWITCH, stringValue = "true")
public class StubbornFactory implements ProviderFactory {

    public static final String SWITCH = "stubborn.enabled";

    public static final String TYPE = "stubborn";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean needsKey() {
        return false;
    }

    @Override
    public Optional<String> defaultBaseUrl() {
        return Optional.of("http://nowhere.invalid");
    }

    @Override
    public ChatProvider create(ProviderId id, ProviderSettings settings) {
        return new Stubborn(id);
    }

    private record Stubborn(ProviderId id) implements ChatProvider {

        @Override
        public Uni<ChatReply> chat(ProviderCall<ChatRequest> call) {
            throw new IllegalStateException("not for calls");
        }

        @Override
        public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
            throw new IllegalStateException("not for calls");
        }

        @Override
        public Uni<Void> probe(ApiKey key) {
            return switch (id.value()) {
                case "stubborn-throws" -> throw new UnsupportedOperationException("no probe");
                case "stubborn-null" -> null;
                default -> Uni.createFrom().nothing();
            };
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
