package dev.aks4j.core.cluster.pool;

/** A kernel parameter that a pool can set on its Linux nodes, with the limits that Azure puts on it. */
public enum Sysctl {
    /** {@code net.core.somaxconn}, 4096 to 3240000. */
    NET_CORE_SOMAXCONN("net.core.somaxconn", "netCoreSomaxconn", 4096, 3240000),
    /** {@code net.core.netdev_max_backlog}, 1000 to 3240000. */
    NET_CORE_NETDEV_MAX_BACKLOG("net.core.netdev_max_backlog", "netCoreNetdevMaxBacklog", 1000, 3240000),
    /** {@code net.core.rmem_default}, 212992 to 134217728 by one of Azure's texts; {@link #isSettled} tells. */
    NET_CORE_RMEM_DEFAULT("net.core.rmem_default", "netCoreRmemDefault", 212992, 134217728, false),
    /** {@code net.core.rmem_max}, 212992 to 134217728. */
    NET_CORE_RMEM_MAX("net.core.rmem_max", "netCoreRmemMax", 212992, 134217728),
    /** {@code net.core.wmem_default}, 212992 to 134217728 by one of Azure's texts; {@link #isSettled} tells. */
    NET_CORE_WMEM_DEFAULT("net.core.wmem_default", "netCoreWmemDefault", 212992, 134217728, false),
    /** {@code net.core.wmem_max}, 212992 to 134217728. */
    NET_CORE_WMEM_MAX("net.core.wmem_max", "netCoreWmemMax", 212992, 134217728),
    /** {@code net.core.optmem_max}, 20480 to 4194304. */
    NET_CORE_OPTMEM_MAX("net.core.optmem_max", "netCoreOptmemMax", 20480, 4194304),
    /** {@code net.ipv4.tcp_max_syn_backlog}, 128 to 3240000. */
    TCP_MAX_SYN_BACKLOG("net.ipv4.tcp_max_syn_backlog", "netIpv4TcpMaxSynBacklog", 128, 3240000),
    /** {@code net.ipv4.tcp_max_tw_buckets}, 8000 to 1440000. */
    TCP_MAX_TW_BUCKETS("net.ipv4.tcp_max_tw_buckets", "netIpv4TcpMaxTwBuckets", 8000, 1440000),
    /** {@code net.ipv4.tcp_fin_timeout}, 5 to 120. */
    TCP_FIN_TIMEOUT("net.ipv4.tcp_fin_timeout", "netIpv4TcpFinTimeout", 5, 120),
    /** {@code net.ipv4.tcp_keepalive_time}, 30 to 432000. */
    TCP_KEEPALIVE_TIME("net.ipv4.tcp_keepalive_time", "netIpv4TcpKeepaliveTime", 30, 432000),
    /** {@code net.ipv4.tcp_keepalive_probes}, 1 to 15. */
    TCP_KEEPALIVE_PROBES("net.ipv4.tcp_keepalive_probes", "netIpv4TcpKeepaliveProbes", 1, 15),
    /** {@code net.ipv4.tcp_keepalive_intvl}, 10 to 90. */
    TCP_KEEPALIVE_INTERVAL("net.ipv4.tcp_keepalive_intvl", "netIpv4TcpkeepaliveIntvl", 10, 90),
    /** {@code net.ipv4.neigh.default.gc_thresh1}, 128 to 80000. */
    NEIGH_GC_THRESH1("net.ipv4.neigh.default.gc_thresh1", "netIpv4NeighDefaultGcThresh1", 128, 80000),
    /** {@code net.ipv4.neigh.default.gc_thresh2}, 512 to 90000. */
    NEIGH_GC_THRESH2("net.ipv4.neigh.default.gc_thresh2", "netIpv4NeighDefaultGcThresh2", 512, 90000),
    /** {@code net.ipv4.neigh.default.gc_thresh3}, 1024 to 100000. */
    NEIGH_GC_THRESH3("net.ipv4.neigh.default.gc_thresh3", "netIpv4NeighDefaultGcThresh3", 1024, 100000),
    /** {@code net.netfilter.nf_conntrack_max}, 131072 to 2097152. */
    NF_CONNTRACK_MAX("net.netfilter.nf_conntrack_max", "netNetfilterNfConntrackMax", 131072, 2097152),
    /** {@code net.netfilter.nf_conntrack_buckets}, 65536 to 524288. */
    NF_CONNTRACK_BUCKETS("net.netfilter.nf_conntrack_buckets", "netNetfilterNfConntrackBuckets", 65536, 524288),
    /** {@code fs.inotify.max_user_watches}, 781250 to 2097152. */
    FS_INOTIFY_MAX_USER_WATCHES("fs.inotify.max_user_watches", "fsInotifyMaxUserWatches", 781250, 2097152),
    /** {@code fs.file-max}, 8192 to 2147483647, which is what the API can write; the kernel's own default is higher. */
    FS_FILE_MAX("fs.file-max", "fsFileMax", 8192, Integer.MAX_VALUE),
    /** {@code fs.aio-max-nr}, 65536 to 6553500. */
    FS_AIO_MAX_NR("fs.aio-max-nr", "fsAioMaxNr", 65536, 6553500),
    /** {@code fs.nr_open}, 8192 to 20000500. */
    FS_NR_OPEN("fs.nr_open", "fsNrOpen", 8192, 20000500),
    /** {@code kernel.threads-max}, 20 to 513785 by one of Azure's texts; {@link #isSettled} tells. */
    KERNEL_THREADS_MAX("kernel.threads-max", "kernelThreadsMax", 20, 513785, false),
    /** {@code vm.max_map_count}, 65530 to 262144 by one of Azure's texts; {@link #isSettled} tells. */
    VM_MAX_MAP_COUNT("vm.max_map_count", "vmMaxMapCount", 65530, 262144, false),
    /** {@code vm.swappiness}, 0 to 100. */
    VM_SWAPPINESS("vm.swappiness", "vmSwappiness", 0, 100),
    /** {@code vm.vfs_cache_pressure}, 1 to 100 by one of Azure's texts; {@link #isSettled} tells. */
    VM_VFS_CACHE_PRESSURE("vm.vfs_cache_pressure", "vmVfsCachePressure", 1, 100, false);

    private final String kernelName;
    private final String property;
    private final int least;
    private final int most;
    private final boolean settled;

    Sysctl(String kernelName, String property, int least, int most) {
        this(kernelName, property, least, most, true);
    }

    Sysctl(String kernelName, String property, int least, int most, boolean settled) {
        this.settled = settled;
        this.kernelName = kernelName;
        this.property = property;
        this.least = least;
        this.most = most;
    }

    /** Returns the kernel's name of the parameter. */
    public String kernelName() {
        return kernelName;
    }

    /** Returns the least value that Azure accepts, by the strictest of its texts. */
    public int least() {
        return least;
    }

    /** Returns the greatest value that Azure accepts, by the strictest of its texts. */
    public int most() {
        return most;
    }

    /**
     * Returns whether Azure's texts agree on the limits. Where they do not, a value outside is only warned about, by rule
     * AKS-POOL-107.
     */
    public boolean isSettled() {
        return settled;
    }

    /** Returns the place in the agent pool profile. */
    public String pointer() {
        return "/linuxOSConfig/sysctls/" + property;
    }
}
