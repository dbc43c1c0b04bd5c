package dev.quartermaster.simulator.wire;

/** A request that the provider would refuse. Carries no stack trace: it is an answer, not a defect. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    public static Refused invalid(String field, String message) {
        return new Refused(Problem.invalid(field, message));
    }

    public Problem problem() {
        return problem;
    }
}
