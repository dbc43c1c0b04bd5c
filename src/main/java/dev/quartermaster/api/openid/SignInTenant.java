package dev.quartermaster.api.openid;

import dev.quartermaster.auth.OpenIdProvider;
import dev.quartermaster.auth.session.Seal;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Has the framework run the authorization code flow where people sign in, and only there; everywhere else it checks tokens, as
 * it is configured to. The settings are the same for both, so that an operator sets them once. The provider is asked when
 * somebody first signs in, and not when the service starts.
 */
@Singleton
class SignInTenant implements TenantConfigResolver {

    /** Part of the names of the framework's cookies. */
    static final String ID = "people";

    private final OpenIdProvider provider;
    private final Seal seal;
    private @Nullable OidcTenantConfig made;

    SignInTenant(OpenIdProvider provider, Seal seal) {
        this.provider = provider;
        this.seal = seal;
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext context, OidcRequestContext<OidcTenantConfig> requestContext) {
        boolean signsIn = provider.signsPeopleIn() && context.normalizedPath().equals(ProviderSignIn.PATH);
        return signsIn ? Uni.createFrom().item(config()) : Uni.createFrom().nullItem();
    }

    /** Always the same, by which the framework knows that nothing has changed. */
    synchronized OidcTenantConfig config() {
        OidcTenantConfig config = made;
        if (config == null) {
            config = configured();
            made = config;
        }
        return config;
    }

    private OidcTenantConfig configured() {
        OidcConfig all = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(OidcConfig.class);
        return new OidcTenantConfigBuilder(OidcConfig.getDefaultTenant(all))
                .tenantId(ID)
                .applicationType(ApplicationType.WEB_APP)
                .authentication()
                .redirectPath(ProviderSignIn.PATH)
                // Who comes back is handed over at once, without one more request that would need a session of the
                // framework.
                .removeRedirectParameters(false)
                .restorePathAfterRedirect(false)
                .failOnMissingStateParam()
                .pkceRequired()
                .nonceRequired()
                // Any instance may be the one that somebody comes back to.
                .stateSecret(seal.sign("state of a sign-in"))
                .cookiePath(ProviderSignIn.PATH)
                .end()
                .tokenStateManager()
                .encryptionRequired(false)
                .end()
                .build();
    }
}
