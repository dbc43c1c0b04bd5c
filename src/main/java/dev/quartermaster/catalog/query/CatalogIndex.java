package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.model.RegionState;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The questions one catalog answers. Names may be ids, profile ids, ARNs, display names or short names, in any case. */
public final class CatalogIndex {

    private final CatalogSnapshot snapshot;
    private final Regions regions;
    private final ModelFinder finder;
    private final RouteResolver resolver;

    public CatalogIndex(CatalogSnapshot snapshot, Regions regions) {
        this.snapshot = snapshot;
        this.regions = regions;
        this.finder = new ModelFinder(snapshot);
        this.resolver = new RouteResolver(finder);
    }

    public CatalogSnapshot snapshot() {
        return snapshot;
    }

    /** Returns whether a region has listed its models. */
    public boolean isAsked(String region) {
        RegionState state = snapshot.regions().get(region);
        return state != null && state.kind() == RegionState.Kind.OK;
    }

    public Optional<CatalogModel> find(String name) {
        return finder.find(name).stream().findFirst();
    }

    /** The model of a registered id: a short name may stand for one, but an id with its maker's name is taken at its word. */
    Optional<CatalogModel> registered(String id) {
        return id.contains(".") ? finder.exact(id) : find(id);
    }

    /** @throws QuartermasterException with what may have been meant, when no model has that name */
    public CatalogModel require(String name) {
        return finder.require(name, null);
    }

    /** Ids of models whose names come near; empty when none does. */
    public List<String> suggestions(String name) {
        return finder.suggestions(name);
    }

    /**
     * Every model that {@code filter} wants, in the order of their ids.
     *
     * @throws QuartermasterException when the filter names a region that does not exist
     */
    public List<CatalogModel> list(ModelFilter filter) {
        ModelFilter exact = filter.region() == null
                ? filter
                : filter.in(regions.require(filter.region()).id());
        return snapshot.models().values().stream().filter(exact).toList();
    }

    /** @throws QuartermasterException when the model or the region does not exist */
    public Availability availability(String name, @Nullable String region) {
        String where = regions.require(region).id();
        CatalogModel model = finder.require(name, where);
        List<String> elsewhere =
                model.regions().keySet().stream().filter(model::callableIn).toList();
        return new Availability(
                model,
                where,
                model.in(where),
                Optional.ofNullable(snapshot.regions().get(where)),
                elsewhere);
    }

    /**
     * The id to call a model by, from a region.
     *
     * @param residency where the data may go: a geography ({@code eu}), {@code global}, or one region's id; null for
     *     anywhere
     * @throws QuartermasterException when the model or the region does not exist, the region does not offer it, the name
     *     is a profile of other regions, or every way would leave the residency
     */
    public CallRoute resolve(String name, @Nullable String region, @Nullable String residency) {
        return resolve(name, region, Residency.of(regions, residency));
    }

    /**
     * The id to call a registered model by, from a region. The residency of its entry binds, unless the entry is a
     * profile's and only repeats the profile's name: a {@code us.} profile may have members in Canada.
     *
     * @param residency what binds besides its entry's; null for anywhere
     * @throws QuartermasterException as {@link #resolve(String, String, String)} does
     */
    public CallRoute resolve(ModelSpec model, String region, @Nullable String residency) {
        String id = model.key().id();
        boolean saysItsName = find(id).stream()
                .flatMap(CatalogModel::profiles)
                .anyMatch(profile -> profile.id().equals(id) && profile.prefix().equals(model.residency()));
        String own = saysItsName ? null : model.residency();
        return resolve(id, region, Residency.of(regions, residency, own));
    }

    private CallRoute resolve(String name, @Nullable String region, Residency residency) {
        return resolver.resolve(name, regions.require(region).id(), residency);
    }

    /**
     * Availability of a model in a region.
     *
     * @param access the access the region offers; empty if it does not list the model
     * @param state the region's state; empty if it was not queried
     * @param elsewhere the regions from which the model can be called
     */
    public record Availability(
            CatalogModel model,
            String region,
            Optional<RegionAccess> access,
            Optional<RegionState> state,
            List<String> elsewhere) {

        public boolean available() {
            return access.filter(RegionAccess::callable).isPresent();
        }
    }
}
