package dev.quartermaster.console;

import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.session.FormTokens;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads forms, and only those of our own pages: the browser says that it comes from there, where it says anything, and the form
 * holds the token that its page was given. There is no other way to a form's fields.
 */
@Singleton
public class ConsoleForms {

    /** Name of the field of the token. */
    public static final String TOKEN = "form_token";

    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final FormTokens tokens;
    private final BrowserCookies cookies;

    ConsoleForms(FormTokens tokens, BrowserCookies cookies) {
        this.tokens = tokens;
        this.cookies = cookies;
    }

    /**
     * Reads the form of a request of a caller.
     *
     * @throws QuartermasterException {@code forbidden} when another site had it sent
     * @throws LateForm when its page was shown to another caller, or before another sign-in
     */
    public ConsoleForm read(byte[] content, RoutingContext context) {
        ConsoleForm form = ofOwnSite(content, context);
        if (!isOurs(form, context, RequestInfo.of(context).caller().id())) {
            throw new LateForm(context.normalizedPath(), form);
        }
        return form;
    }

    /** Reads the form of somebody who is not signed in, whose token {@link #isOurs} is to judge. */
    ConsoleForm ofOwnSite(byte[] content, RoutingContext context) {
        String site = context.request().getHeader("sec-fetch-site");
        if (site != null && !OWN.contains(site)) {
            throw new QuartermasterException(
                    ErrorCode.FORBIDDEN, "This form was sent by another site, and is not taken.");
        }
        return ConsoleForm.parse(new String(content, StandardCharsets.UTF_8));
    }

    /** @param caller null for nobody */
    boolean isOurs(ConsoleForm form, RoutingContext context, @Nullable String caller) {
        return tokens.isOurs(form.text(TOKEN), cookies.knownBrowser(context), caller);
    }
}
