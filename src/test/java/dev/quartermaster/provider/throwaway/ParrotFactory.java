package dev.quartermaster.provider.throwaway;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.util.Optional;

/** All that it takes to add a kind of provider: this bean, and the provider it makes. */
@Singleton
@IfBuildProperty(name = ThrowAway.SWITCH, stringValue = "true")
class ParrotFactory implements ProviderFactory {

    private final CallCount calls;

    ParrotFactory(CallCount calls) {
        this.calls = calls;
    }

    @Override
    public String type() {
        return "throwaway";
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
        return new ParrotProvider(id, calls);
    }
}
