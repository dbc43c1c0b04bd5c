package dev.quartermaster.api.openid;

/** Somebody could not sign in through the OpenID provider. */
public final class SignInRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why not; each with the status of the page that says so. */
    public enum Reason {
        /** The provider did not let somebody in, or they did not want to. */
        DENIED(403),
        /** The way back is not the end of a way that began in this browser, or that was too long ago. */
        NOT_BEGUN_HERE(400),
        /** The provider, or its tokens, said something that cannot be taken. */
        NOT_TAKEN(401),
        NO_ROLE(403),
        AWAY(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    SignInRefused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
