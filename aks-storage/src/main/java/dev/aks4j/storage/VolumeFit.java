package dev.aks4j.storage;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Tells why a claim that names its volume does not get it, as the controller that binds them decides it. Immutable.
 *
 * @param claim the claim
 * @param volume the volume that it names
 */
record VolumeFit(PersistentVolumeClaim claim, PersistentVolume volume) {

    private static final String FILE_SYSTEM = "Filesystem";

    /** Tells each cause with what to do about it; none if they fit. */
    void tell(BiConsumer<String, String> found) {
        String name = "the volume " + volume.getMetadata().getName();
        ObjectReference holder = volume.getSpec().getClaimRef();
        if (holder != null) {
            held(name, holder, found);
        }
        Quantity there = storage(volume.getSpec().getCapacity());
        Quantity wanted = storage(claim.getSpec().getResources().getRequests());
        if (bytes(there).compareTo(bytes(wanted)) < 0) {
            found.accept(
                    name + " is smaller than the claim: it has " + there + ", and " + wanted + " are claimed",
                    "claim no more than the volume has");
        }
        String classThere = Objects.toString(volume.getSpec().getStorageClassName(), "");
        String classWanted = Objects.toString(claim.getSpec().getStorageClassName(), "");
        if (!classThere.equals(classWanted)) {
            found.accept(
                    name + " is of another storage class than the claim: \"" + classThere + "\", not \"" + classWanted
                            + "\"",
                    "give both the same storageClassName; an empty text for none");
        }
        List<String> modes = volume.getSpec().getAccessModes();
        if (!modes.containsAll(claim.getSpec().getAccessModes())) {
            found.accept(
                    name + " is not used as the claim asks: it has " + String.join(", ", modes) + ", and "
                            + String.join(", ", claim.getSpec().getAccessModes()) + " is claimed",
                    "give both the same access modes");
        }
        String modeThere = Objects.toString(volume.getSpec().getVolumeMode(), FILE_SYSTEM);
        String modeWanted = Objects.toString(claim.getSpec().getVolumeMode(), FILE_SYSTEM);
        if (!modeThere.equals(modeWanted)) {
            found.accept(
                    name + " has the volumeMode " + modeThere + ", and the claim asks for " + modeWanted,
                    "give both the same volumeMode");
        }
    }

    private void held(String name, ObjectReference holder, BiConsumer<String, String> found) {
        String other = holder.getNamespace() + "/" + holder.getName();
        boolean same = claim.getMetadata().getName().equals(holder.getName())
                && claim.getMetadata().getNamespace().equals(holder.getNamespace());
        String uid = Objects.toString(holder.getUid(), "");
        if (!same) {
            found.accept(
                    name + " belongs to claim " + other,
                    "remove that claim and clear the volume's claimRef, or make another volume for the same storage");
        } else if (!uid.isEmpty() && !uid.equals(claim.getMetadata().getUid())) {
            found.accept(
                    name + " belongs to an earlier claim " + other + ", which was deleted",
                    "clear the uid in the volume's claimRef if this claim may have its data");
        }
    }

    private static Quantity storage(Map<String, Quantity> amounts) {
        Quantity none = new Quantity("0");
        return amounts == null ? none : amounts.getOrDefault("storage", none);
    }

    private static BigDecimal bytes(Quantity amount) {
        return Quantity.getAmountInBytes(amount);
    }
}
