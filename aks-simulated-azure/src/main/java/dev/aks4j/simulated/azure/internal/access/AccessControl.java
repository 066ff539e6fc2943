package dev.aks4j.simulated.azure.internal.access;

import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.time.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides who may do what, from the role assignments that have taken effect. Guarded by the simulator's lock. */
public final class AccessControl {

    private final Timeline time;
    private final Function<String, List<String>> groups;
    private final Map<String, RoleAssignment> byId = new LinkedHashMap<>();
    private final Map<String, RoleDefinition> custom = new LinkedHashMap<>();
    private final List<DenyAssignment> denials = new ArrayList<>();

    /**
     * Makes a control under which nobody may do anything.
     *
     * @param groups tells the groups that a principal is in
     */
    public AccessControl(Timeline time, Function<String, List<String>> groups) {
        this.time = time;
        this.groups = groups;
    }

    /** Returns the role with a GUID. */
    public Optional<RoleDefinition> role(String guid) {
        return BuiltInRoles.find(guid).or(() -> Optional.ofNullable(custom.get(guid.toLowerCase(Locale.ROOT))));
    }

    /** Returns all roles, the built-in ones first. */
    public List<RoleDefinition> roles() {
        List<RoleDefinition> all = new ArrayList<>(BuiltInRoles.all());
        all.addAll(custom.values());
        return all;
    }

    /** Adds a role of a customer, or changes it; assignments that there are give what it gives now. */
    public void define(RoleDefinition role) {
        custom.put(role.id().toLowerCase(Locale.ROOT), role);
        byId.replaceAll((id, each) -> each.role().id().equalsIgnoreCase(role.id()) ? each.with(role) : each);
    }

    /** Removes a role of a customer. */
    public void undefine(String guid) {
        custom.remove(guid.toLowerCase(Locale.ROOT));
    }

    /** Denies something, whatever roles give. */
    public void deny(DenyAssignment denial) {
        denials.add(denial);
    }

    /** Returns what is denied. */
    public List<DenyAssignment> denials() {
        return List.copyOf(denials);
    }

    /** Returns the deny assignment that takes an action on a resource from a principal, if one does. */
    public Optional<DenyAssignment> denial(String principalId, String action, String resource) {
        Set<String> who = who(principalId);
        return denials.stream()
                .filter(each -> each.denies(who, action, false, resource))
                .findFirst();
    }

    /** Returns a principal's object id and those of its groups. */
    public Set<String> who(String principalId) {
        Set<String> who = new LinkedHashSet<>(groups.apply(principalId));
        who.add(principalId);
        return who;
    }

    /** Adds an assignment. */
    public void add(RoleAssignment assignment) {
        byId.put(assignment.id().toLowerCase(Locale.ROOT), assignment);
    }

    /** Removes an assignment. */
    public void remove(String id) {
        byId.remove(id.toLowerCase(Locale.ROOT));
    }

    /** Removes the assignments on a resource that is gone. */
    public void removeOn(String scope) {
        byId.values().removeIf(each -> each.scope().equalsIgnoreCase(scope));
    }

    /** Returns the assignment with an id. */
    public Optional<RoleAssignment> find(String id) {
        return Optional.ofNullable(byId.get(id.toLowerCase(Locale.ROOT)));
    }

    /** Returns all assignments. */
    public List<RoleAssignment> all() {
        return List.copyOf(byId.values());
    }

    /** Tells whether a principal may do something on a resource now. */
    public boolean allows(String principalId, String action, String resource) {
        return decide(principalId, action, false, resource);
    }

    /** Tells whether a principal has any role at a scope or below it now. */
    public boolean knows(String principalId, String scope) {
        Set<String> who = who(principalId);
        return all().stream()
                .filter(each ->
                        who.contains(each.principalId()) && each.condition().isEmpty())
                .filter(each -> !each.effective().isAfter(time.now()))
                .anyMatch(each -> Resources.same(each.scope(), scope)
                        || Resources.isBelow(each.scope(), scope)
                        || each.covers(scope));
    }

    /** Tells whether a principal may do something inside a resource now, such as inside a cluster. */
    public boolean allowsData(String principalId, String action, String resource) {
        return decide(principalId, action, true, resource);
    }

    /** Conditions are not evaluated: an assignment with one gives nothing here. */
    private boolean decide(String principalId, String action, boolean data, String resource) {
        Set<String> who = who(principalId);
        return denials.stream().noneMatch(each -> each.denies(who, action, data, resource))
                && all().stream()
                        .filter(each -> who.contains(each.principalId()))
                        .filter(each ->
                                each.covers(resource) && !each.effective().isAfter(time.now()))
                        .filter(each -> each.condition().isEmpty())
                        .anyMatch(each -> data
                                ? each.role().allowsData(action)
                                : each.role().allows(action));
    }
}
