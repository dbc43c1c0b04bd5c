package dev.quartermaster.provider.bedrock;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Without a catalog, a model is called by the id that it is registered under. */
final class PlainAddresses {

    private PlainAddresses() {}

    @Produces
    @Singleton
    @DefaultBean
    static ModelAddresses own() {
        return (model, region) -> new ModelAddress(model.key().id(), null);
    }
}
