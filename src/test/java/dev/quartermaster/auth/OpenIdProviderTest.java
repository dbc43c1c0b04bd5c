package dev.quartermaster.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Caller.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenIdProviderTest {

    private final OpenIdProvider provider = KnownProvider.at("https://sso.example/realms/agents", true);

    @Test
    void theHighestOfTheRolesCounts() {
        assertThat(provider.caller("ada", List.of("others", "watchers", "agents")))
                .contains(new Caller("oidc:ada", Role.OPERATOR));
        assertThat(provider.caller("ada", List.of("agents", "admins"))).contains(new Caller("oidc:ada", Role.ADMIN));
        assertThat(provider.caller("ada", List.of("others"))).isEmpty();
        assertThat(provider.caller("ada", List.of())).isEmpty();
    }

    @Test
    void aSubjectThatCouldForgeSomethingIsNobody() {
        assertThat(provider.caller("ada\nadmin", List.of("admins"))).isEmpty();
        assertThat(provider.caller(" ", List.of("admins"))).isEmpty();
        assertThat(provider.caller(null, List.of("admins"))).isEmpty();
        assertThat(provider.caller("a".repeat(201), List.of("admins"))).isEmpty();
    }

    @Test
    void withoutANameItIsCalledByItsHost() {
        assertThat(provider.name()).isEqualTo("sso.example");
        assertThat(KnownProvider.at("", true).name()).isEmpty();
    }

    @Test
    void whatIsMissingForItIsSaid() {
        assertThat(provider.fault()).isEmpty();
        assertThat(KnownProvider.of(false, "", false).fault()).isEmpty();
        assertThat(KnownProvider.of(true, "", false).fault().orElse("")).contains("QUARKUS_OIDC_AUTH_SERVER_URL");
        assertThat(KnownProvider.of(true, "", true).fault().orElse("")).contains("QUARTERMASTER_OIDC_SIGN_IN");
        assertThat(KnownProvider.of(false, "https://sso.example", true).fault().orElse(""))
                .contains("QUARKUS_OIDC_TENANT_ENABLED=true");
    }
}
