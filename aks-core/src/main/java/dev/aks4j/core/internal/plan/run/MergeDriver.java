package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.plan.kind.Unfinished;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.ConflictException;
import java.util.List;
import java.util.Optional;

/** Changes a resource: reads it, makes sure that only what was planned differs, lays the change over it, and sends it. */
public final class MergeDriver extends ArmDriver {

    private final Write.Put put;

    MergeDriver(RunMachine run, StepTrack track, Write.Put put) {
        super(run, track);
        this.put = put;
    }

    @Override
    void prepare() {
        look(put.id(), put.apiVersion(), this::merge);
    }

    @Override
    void lookAfter() {
        prepare();
    }

    /** What only the resource tells may be somebody else's doing; it has to be what was wanted. */
    @Override
    void succeeded(Operation operation, Json left) {
        if (operation.isEndInferred()) {
            perhapsSent = true;
            lookAfter();
        } else {
            super.succeeded(operation, left);
        }
    }

    @Override
    boolean isDone(ArmError error) {
        return put.doneOn().stream().anyMatch(code -> FailureCauses.mentions(error, code));
    }

    private void merge(Live live) {
        if (!live.exists()) {
            fail(ConflictException.about(put.target(), "was removed"));
        } else if (live.busy()) {
            waitUntilFree("it is " + live.state(), this::prepare);
        } else {
            recognize(live, () -> resolve(put.body(), body -> merge(live, body)));
        }
    }

    private void merge(Live live, Json body) {
        List<Difference> now = Documents.compare(body, live.document(), Optional::of);
        boolean unfinished = !Unfinished.of(body, live.document()).isEmpty();
        if (now.isEmpty() && !unfinished) {
            run.succeeded(track, live.document());
        } else if (asPlanned(now)) {
            send(overlay(put, body, live), put.id());
        }
    }

    /** Returns the request that lays a body over a live resource, to be carried out only if that is still the same. */
    static ArmRequest overlay(Write.Put put, Json body, Live live) {
        Json.ObjectBuilder merged = Documents.merge(Unfinished.toSendBack(live.document()), body)
                .edit()
                .remove("eTag", "etag", "systemData");
        if (merged.path("properties").isObject()) {
            merged.within("properties").remove("eTag");
        }
        ArmRequest request = ArmRequest.put(put.id(), put.apiVersion(), merged.build());
        return live.etag().map(request::ifMatch).orElse(request);
    }
}
