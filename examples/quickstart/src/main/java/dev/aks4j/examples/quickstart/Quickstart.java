package dev.aks4j.examples.quickstart;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.RunResult;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program: plan, show, ask, apply, connect, use. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = "Brings up the AKS baseline environment and deploys a small workload on it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything came up",
            "1:something failed; the message says what exists and how to go on",
            "2:wrong flags, no credential, a wrong subscription or an endpoint that does not answer; nothing was sent"
        })
public final class Quickstart implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofMinutes(90);
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    @Mixin
    private QuickstartOptions options;

    private final Screen screen;

    private Quickstart(Screen screen) {
        this.screen = screen;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.exit(run(new Screen(out, in, System.console() != null), System.err, arguments));
    }

    static int run(Screen screen, PrintStream errors, String... arguments) {
        return new CommandLine(new Quickstart(screen))
                .setParameterExceptionHandler((wrong, args) -> {
                    errors.println(wrong.getMessage() + ". Run it with --help to see the flags.");
                    return REFUSED;
                })
                .setExecutionExceptionHandler((failure, command, result) -> report(failure, errors))
                .execute(arguments);
    }

    private static int report(Exception failure, PrintStream errors) {
        errors.println(failure instanceof AksException ? failure.getMessage() : "This is a defect: " + failure);
        boolean nothingSent = failure instanceof CredentialException
                || failure instanceof NoAnswerException
                || failure instanceof InvalidSpecException
                || failure instanceof NothingSent;
        return nothingSent ? REFUSED : FAILED;
    }

    @Override
    public Integer call() throws IOException {
        long started = System.nanoTime();
        try (Target target = open()) {
            screen.line(
                    target.isReal()
                            ? "Azure at " + target.endpoint()
                            : "Simulated Azure in this process, " + Math.round(options.timeScale)
                                    + " times faster than your clock");
            check(target);
            Instant began = target.scheduler().now();
            target.aks().runs().resumeInterrupted().forEach(this::carryOn);
            Baseline baseline = Baseline.define(
                    options.name,
                    Region.of(options.region),
                    options.kubernetesVersion,
                    options.adminGroup(),
                    target.aks().caller());
            Plan plan = plan(target, baseline);
            screen.line(plan.toString());
            if (plan.isEmpty() && options.destroy || !plan.isEmpty() && !agreed(target)) {
                return 0;
            }
            RunResult result = apply(plan);
            if (!options.destroy) {
                use(target, baseline);
            }
            screen.title("Result");
            screen.line(result.toString());
            if (!options.destroy) {
                screen.line("");
                screen.line(
                        "Planned again: " + plan(target, baseline).toString().strip());
            }
            screen.line("");
            screen.line("Azure's time "
                    + Screen.time(Duration.between(began, target.scheduler().now())) + ", ours "
                    + Screen.time(Duration.ofNanos(System.nanoTime() - started))
                    + target.simulator()
                            .map(azure -> ", " + azure.requests().all().size() + " requests")
                            .orElse(""));
            if (target.isReal() && !options.destroy) {
                screen.line("It costs money until it is gone: run the same command with --destroy to remove it.");
            }
            return 0;
        }
    }

    private Target open() {
        try {
            return Target.of(options);
        } catch (AksException e) {
            throw new NothingSent(e);
        }
    }

    private static void check(Target target) {
        try {
            target.check();
        } catch (AksException e) {
            throw new NothingSent(e);
        }
    }

    private Plan plan(Target target, Baseline baseline) {
        try {
            return options.destroy
                    ? target.aks().planRemoval(baseline.specs(), PlanOptions.standard())
                    : target.aks().plan(baseline.specs(), PlanOptions.standard());
        } catch (ArmException e) {
            throw new NothingSent(e);
        }
    }

    private boolean agreed(Target target) throws IOException {
        return !target.isReal() || options.yes || screen.ask("Apply this plan to " + target.aks() + "?");
    }

    private void carryOn(Run left) {
        screen.title("Carry on what was left unfinished");
        screen.line(follow(left).toString());
        screen.line("");
    }

    private RunResult apply(Plan plan) {
        if (!plan.isEmpty()) {
            screen.title(options.destroy ? "Remove" : "Apply");
        }
        Run run = plan.apply();
        try {
            return follow(run);
        } finally {
            if (!plan.isEmpty()) {
                Pictures.write(screen, plan, run);
            }
        }
    }

    private RunResult follow(Run run) {
        try (Progress progress = Progress.on(screen)) {
            run.onProgress(progress::show);
            return run.await(LIMIT);
        } catch (RunFailedException e) {
            screen.title("Result");
            screen.line(e.result().toString());
            throw e;
        }
    }

    private void use(Target target, Baseline baseline) {
        screen.title("Use");
        try (KubernetesClient kubernetes =
                target.aks().kubernetes().client(baseline.cluster().id(), Duration.ofMinutes(2))) {
            Workload workload = new Workload(kubernetes);
            workload.nodes().forEach(screen::line);
            workload.deploy();
            screen.line("  web: 2 pods ready, behind the internal load balancer at http://" + workload.address());
        }
    }

    /** A failure before anything was sent to Azure. */
    private static final class NothingSent extends AksException {
        private static final long serialVersionUID = 1L;

        NothingSent(AksException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
