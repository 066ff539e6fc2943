package dev.aks4j.examples.tenants;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanRefusedException;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.RunEnd;
import dev.aks4j.core.plan.run.StepResult;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tenants over HTTP. Plans and steps are written by Jackson as they are. */
@RestController
class TenantController {

    private final Tenants tenants;

    TenantController(Tenants tenants) {
        this.tenants = tenants;
    }

    /** A run as the service shows it. */
    record RunView(
            String id, String title, String state, String end, Map<String, String> labels, List<StepResult> steps) {

        static RunView of(LedgerRun run) {
            return new RunView(
                    run.id(),
                    run.title(),
                    run.state().name(),
                    run.end().map(RunEnd::toString).orElse(""),
                    run.labels(),
                    run.steps());
        }
    }

    /** What would be done, for programs. */
    @GetMapping(path = "/tenants/{tenant}/plan", produces = MediaType.APPLICATION_JSON_VALUE)
    Plan plan(@PathVariable String tenant) {
        return tenants.plan(tenant);
    }

    /** What would be done, for people. */
    @GetMapping(path = "/tenants/{tenant}/plan", produces = MediaType.TEXT_PLAIN_VALUE)
    String planText(@PathVariable String tenant) {
        return tenants.plan(tenant).toString();
    }

    @PostMapping("/tenants/{tenant}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, String> provision(@PathVariable String tenant) {
        return Map.of("run", tenants.provision(tenant).id());
    }

    @GetMapping("/tenants/{tenant}")
    List<RunView> runs(@PathVariable String tenant) {
        return tenants.runs(tenant).stream().map(RunView::of).toList();
    }

    @GetMapping("/runs/{id}")
    ResponseEntity<RunView> run(@PathVariable String id) {
        return ResponseEntity.of(tenants.run(id).map(RunView::of));
    }

    /** Stops a run, wherever it is carried out. */
    @DeleteMapping("/runs/{id}")
    ResponseEntity<Void> stop(@PathVariable String id) {
        return tenants.run(id)
                .map(run -> {
                    run.stop();
                    return ResponseEntity.accepted().<Void>build();
                })
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.UNPROCESSABLE_CONTENT)
    List<Problem> refused(InvalidSpecException refused) {
        return refused.problems();
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    List<Problem> refused(PlanRefusedException refused) {
        return refused.problems();
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_GATEWAY)
    Map<String, String> failed(AksException failed) {
        return Map.of("message", failed.getMessage());
    }
}
