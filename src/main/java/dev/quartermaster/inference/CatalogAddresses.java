package dev.quartermaster.inference;

import dev.quartermaster.aws.Region;
import dev.quartermaster.catalog.BedrockCatalog;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.bedrock.ModelAddress;
import dev.quartermaster.provider.bedrock.ModelAddresses;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells Bedrock's adapter, which does not know the catalog, what the catalog says. A model or a region that the catalog
 * does not know is no reason to refuse a call: the model is then called by the id it is registered under.
 */
@Singleton
class CatalogAddresses implements ModelAddresses {

    private final Supplier<Optional<CatalogIndex>> catalog;

    CatalogAddresses(BedrockCatalog catalog) {
        this((Supplier<Optional<CatalogIndex>>) catalog::peek);
    }

    CatalogAddresses(Supplier<Optional<CatalogIndex>> catalog) {
        this.catalog = catalog;
    }

    @Override
    public ModelAddress of(ModelSpec model, Region region) {
        String id = model.key().id();
        return catalog.get()
                .flatMap(index -> index.find(id).map(known -> resolve(index, known, model, region)))
                .orElseGet(() -> new ModelAddress(id, null));
    }

    private static ModelAddress resolve(CatalogIndex index, CatalogModel known, ModelSpec model, Region region) {
        String id = model.key().id();
        Optional<InferenceProfile> foreign = profile(known, id).filter(any -> !offers(known, region, id));
        if (foreign.isPresent()) {
            // A profile's name says itself where its data goes; the catalog may be older than the region's offer.
            return new ModelAddress(id, foreign.get().priceRoute());
        }
        if (!index.isAsked(region.code())) {
            return new ModelAddress(id, null);
        }
        CallRoute route = index.resolve(model, region.code());
        return new ModelAddress(route.callId(), route.priceRoute());
    }

    private static Optional<InferenceProfile> profile(CatalogModel model, String id) {
        return model.profiles().filter(profile -> profile.id().equals(id)).findFirst();
    }

    private static boolean offers(CatalogModel model, Region region, String profileId) {
        return model.in(region.code())
                .filter(access -> access.profiles().stream()
                        .anyMatch(profile -> profile.id().equals(profileId)))
                .isPresent();
    }
}
