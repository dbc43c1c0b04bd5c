package dev.quartermaster.console;

import dev.quartermaster.auth.OpenIdProvider;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes the pages of who is not signed in, or only just. */
@Singleton
class SignInPages {

    static final String HOME = "/console";
    private static final String TITLE = "Sign in";

    private final OpenIdProvider provider;
    private final Frames frames;
    private final Pages pages;

    SignInPages(OpenIdProvider provider, Frames frames, Pages pages) {
        this.provider = provider;
        this.frames = frames;
        this.pages = pages;
    }

    /**
     * Wishes of somebody who signs in.
     *
     * @param to where to go then
     * @param kept a form that is sent there then; empty for none
     */
    record Wanted(String to, String kept) {

        static Wanted of(@Nullable String to) {
            return new Wanted(place(to), "");
        }
    }

    /**
     * Content of the page for signing in.
     *
     * @param message why it did not work; empty before a try
     * @param provider through whom one may sign in without a key; empty for nobody
     */
    record Entry(String to, String kept, String message, String provider) {

        public boolean isLate() {
            return !kept.isEmpty();
        }

        /** Where to go, as a parameter of an address. */
        public String toEncoded() {
            return URLEncoder.encode(to, StandardCharsets.UTF_8);
        }
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance signIn(Frame frame, Entry entry);

        static native TemplateInstance onward(Frame frame, String to, String words, String link);
    }

    /** Shows the page for signing in. */
    Uni<Response> show(RoutingContext context, int status, Wanted wanted, String message) {
        String name = provider.signsPeopleIn() ? provider.name() : "";
        Entry entry = new Entry(wanted.to(), wanted.kept(), message, name);
        return pages.html(context, status, Templates.signIn(frames.outside(context, TITLE), entry));
    }

    /**
     * Leads on by a page. A redirect would not do: on one that another site began the browser holds back the session, and to one
     * that a form began the content security policy does not let it go.
     */
    Uni<Response> onward(RoutingContext context, String to, String words, String link) {
        return pages.html(context, Templates.onward(frames.outside(context, words), to, words, link));
    }

    /** Leads into the console only, so that no link to here leads elsewhere. */
    static String place(@Nullable String to) {
        if (to == null) {
            return HOME;
        }
        boolean inside = (to.equals(HOME) || to.startsWith(HOME + "/") || to.startsWith(HOME + "?"))
                && to.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && !to.contains("/..")
                && !to.startsWith(HOME + "/sign-in");
        return inside ? to : HOME;
    }
}
