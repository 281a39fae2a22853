// SPDX-License-Identifier: Apache-2.0
#include "service.h"

#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define SERVICE_CALL_MS 2000 // of the service alone; `open` of a driver has 5 s for two
#define SERVICE_PATIENCE_MS 20000 // so long a card that hangs may be to blame
#define SERVICE_CARD_MS 4000      // of a card: its slowest command
#define SERVICE_CHANGE_MS 250     // a wait for the reader, so that a cancel finds it free
#define SERVICE_REQUEST_MAX 4096  // bytes
#define SERVICE_READERS_MAX 2048  // bytes: names of all readers

enum job_kind {
    JOB_NONE,
    JOB_OPEN,
    JOB_CLOSE,
    JOB_STATE,
    JOB_CONNECT,
    JOB_DISCONNECT,
    JOB_TRANSMIT,
};

struct service {
    GThread *thread;
    GMutex lock;
    GCond wanted;
    int done;           // eventfd: a job came to its end
    enum job_kind kind; // under the lock: what the thread works on
    bool stop;          // under the lock
    int64_t since_us;   // when it began with it

    // The thread's while it works, the command thread's while it does not.
    LONG result;
    SCARDCONTEXT context;
    SCARDHANDLE card;
    bool has_context, has_card;
    DWORD protocol;
    DWORD state; // of the reader, as last seen
    DWORD change_ms;
    char reader[SERVICE_READER_MAX]; // wanted by JOB_OPEN, found by it
    BYTE atr[MAX_ATR_SIZE];
    DWORD atr_size;
    BYTE request[SERVICE_REQUEST_MAX];
    DWORD request_size;
    BYTE reply[SERVICE_REPLY_MAX];
    DWORD reply_size;
};

/* ---- on the thread ------------------------------------------------------------------ */

static void
job_close(struct service *service)
{
    if (service->has_card)
        SCardDisconnect(service->card, SCARD_RESET_CARD);
    if (service->has_context)
        SCardReleaseContext(service->context);
    service->has_card = service->has_context = false;
}

/* Finds the reader that is wanted among all; its whole name takes its place. */
static LONG
find_reader(struct service *service)
{
    char names[SERVICE_READERS_MAX];
    DWORD size = sizeof names;
    LONG result = SCardListReaders(service->context, NULL, names, &size);
    if (result != SCARD_S_SUCCESS)
        return result;
    size_t length = strlen(service->reader);
    for (const char *name = names; *name != '\0'; name += strlen(name) + 1) {
        if (strncmp(name, service->reader, length) == 0 &&
            strlen(name) < sizeof service->reader) {
            g_strlcpy(service->reader, name, sizeof service->reader);
            return SCARD_S_SUCCESS;
        }
    }
    return SCARD_E_NO_READERS_AVAILABLE;
}

static LONG
job_open(struct service *service)
{
    job_close(service);
    LONG result =
        SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &service->context);
    if (result != SCARD_S_SUCCESS)
        return result;
    service->has_context = true;
    service->state = SCARD_STATE_UNAWARE;
    result = find_reader(service);
    if (result != SCARD_S_SUCCESS)
        job_close(service);
    return result;
}

static LONG
job_state(struct service *service)
{
    SCARD_READERSTATE state = {
        .szReader = service->reader,
        .dwCurrentState = service->change_ms == 0 ? SCARD_STATE_UNAWARE : service->state,
    };
    LONG result = SCardGetStatusChange(service->context, service->change_ms, &state, 1);
    if (result == SCARD_E_TIMEOUT)
        return SCARD_S_SUCCESS; // as it was
    if (result == SCARD_S_SUCCESS)
        service->state = state.dwEventState & ~(DWORD)SCARD_STATE_CHANGED;
    return result;
}

static LONG
job_connect(struct service *service)
{
    LONG result = SCardConnect(service->context, service->reader, SCARD_SHARE_SHARED,
                               SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &service->card,
                               &service->protocol);
    if (result != SCARD_S_SUCCESS)
        return result;
    service->has_card = true;
    DWORD reader_size = 0;
    service->atr_size = sizeof service->atr;
    return SCardStatus(service->card, NULL, &reader_size, NULL, NULL, service->atr,
                       &service->atr_size);
}

static LONG
job_transmit(struct service *service)
{
    const SCARD_IO_REQUEST *header =
        service->protocol == SCARD_PROTOCOL_T1 ? SCARD_PCI_T1 : SCARD_PCI_T0;
    service->reply_size = sizeof service->reply;
    return SCardTransmit(service->card, header, service->request, service->request_size,
                         NULL, service->reply, &service->reply_size);
}

static LONG
run_job(struct service *service)
{
    switch (service->kind) {
    case JOB_OPEN:
        return job_open(service);
    case JOB_STATE:
        return job_state(service);
    case JOB_CONNECT:
        return job_connect(service);
    case JOB_TRANSMIT:
        return job_transmit(service);
    case JOB_DISCONNECT:
        // A reset leaves nothing selected for the next one.
        if (service->has_card)
            SCardDisconnect(service->card, SCARD_RESET_CARD);
        service->has_card = false;
        return SCARD_S_SUCCESS;
    case JOB_CLOSE:
    case JOB_NONE:
    default:
        job_close(service);
        return SCARD_S_SUCCESS;
    }
}

static gpointer
service_thread(gpointer context)
{
    struct service *service = context;
    g_mutex_lock(&service->lock);
    for (;;) {
        while (service->kind == JOB_NONE && !service->stop)
            g_cond_wait(&service->wanted, &service->lock);
        if (service->stop)
            break;
        g_mutex_unlock(&service->lock);
        LONG result = run_job(service);
        g_mutex_lock(&service->lock);
        service->result = result;
        service->kind = JOB_NONE;
        eventfd_write(service->done, 1);
    }
    g_mutex_unlock(&service->lock);
    job_close(service);
    return NULL;
}

/* ---- the asking side ---------------------------------------------------------------- */

/* What is to blame for a thread that does not come back. A card that hangs lets go of the
 * service when it is taken out; nobody leaves one there for long. */
static LONG
who_hangs(struct service *service)
{
    g_mutex_lock(&service->lock);
    bool card = service->kind == JOB_CONNECT || service->kind == JOB_TRANSMIT;
    g_mutex_unlock(&service->lock);
    int64_t ms = (g_get_monotonic_time() - service->since_us) / G_TIME_SPAN_MILLISECOND;
    return card && ms < SERVICE_PATIENCE_MS ? SERVICE_CARD_HANGS : SERVICE_STUCK;
}

static bool
is_free(struct service *service)
{
    g_mutex_lock(&service->lock);
    bool free = service->kind == JOB_NONE;
    g_mutex_unlock(&service->lock);
    return free;
}

static enum driver_wait
wait_done(struct service *service, struct driver_call *call, int timeout_ms)
{
    if (call != NULL)
        return driver_wait(call, service->done, POLLIN, timeout_ms);
    struct pollfd polled = {.fd = service->done, .events = POLLIN};
    return poll(&polled, 1, timeout_ms) > 0 ? DRIVER_WAIT_READY : DRIVER_WAIT_TIME_OUT;
}

/* Waits until the thread is free. SCARD_S_SUCCESS: it is. */
static LONG
await_free(struct service *service, struct driver_call *call, int timeout_ms)
{
    int64_t end = g_get_monotonic_time() + timeout_ms * G_TIME_SPAN_MILLISECOND;
    while (!is_free(service)) {
        int64_t left_ms = (end - g_get_monotonic_time()) / G_TIME_SPAN_MILLISECOND;
        if (left_ms <= 0)
            return who_hangs(service);
        enum driver_wait wait = wait_done(service, call, (int)left_ms);
        if (wait == DRIVER_WAIT_CANCELED)
            return SERVICE_CANCELED;
        if (wait == DRIVER_WAIT_TIME_OUT && call != NULL &&
            driver_time_left_ms(call) == 0)
            return SCARD_E_TIMEOUT;
        eventfd_t count;
        if (wait == DRIVER_WAIT_READY)
            eventfd_read(service->done, &count);
    }
    return SCARD_S_SUCCESS;
}

static void
begin_job(struct service *service, enum job_kind kind)
{
    eventfd_t count;
    eventfd_read(service->done, &count);
    service->since_us = g_get_monotonic_time();
    g_mutex_lock(&service->lock);
    service->kind = kind;
    g_cond_signal(&service->wanted);
    g_mutex_unlock(&service->lock);
}

/* What the job needs must stand in place: only after await_free(). */
static LONG
do_job(struct service *service, struct driver_call *call, enum job_kind kind,
       int timeout_ms)
{
    begin_job(service, kind);
    LONG waited = await_free(service, call, timeout_ms);
    return waited == SCARD_S_SUCCESS ? service->result : waited;
}

struct service *
service_create(void)
{
    struct service *service = g_new0(struct service, 1);
    service->done = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    g_mutex_init(&service->lock);
    g_cond_init(&service->wanted);
    service->thread = g_thread_new("pcsc", service_thread, service);
    return service;
}

void
service_destroy(struct service *service)
{
    if (service == NULL)
        return;
    g_mutex_lock(&service->lock);
    bool idle = service->kind == JOB_NONE;
    service->stop = true;
    g_cond_signal(&service->wanted);
    g_mutex_unlock(&service->lock);
    if (!idle && await_free(service, NULL, SERVICE_CHANGE_MS * 2) != SCARD_S_SUCCESS) {
        g_thread_unref(service->thread); // it hangs, and ends with the process
        return;
    }
    g_thread_join(service->thread);
    close(service->done);
    g_mutex_clear(&service->lock);
    g_cond_clear(&service->wanted);
    explicit_bzero(service, sizeof *service);
    g_free(service);
}

LONG
service_open(struct service *service, const char *reader)
{
    LONG free = await_free(service, NULL, SERVICE_CHANGE_MS * 2);
    if (free != SCARD_S_SUCCESS)
        return free;
    g_strlcpy(service->reader, reader, sizeof service->reader);
    return do_job(service, NULL, JOB_OPEN, SERVICE_CALL_MS);
}

void
service_close(struct service *service)
{
    if (await_free(service, NULL, SERVICE_CHANGE_MS * 2) == SCARD_S_SUCCESS)
        do_job(service, NULL, JOB_CLOSE, SERVICE_CALL_MS);
}

const char *
service_reader(const struct service *service)
{
    return service->reader;
}

LONG
service_state(struct service *service, struct driver_call *call, bool wait,
              DWORD *state_out)
{
    // Without a command this is a look, which must be over in 2 s.
    LONG result = await_free(service, call, call == NULL ? 500 : SERVICE_CALL_MS);
    if (result != SCARD_S_SUCCESS)
        return result;
    // What was never seen is looked at without waiting.
    bool unseen = service->state == SCARD_STATE_UNAWARE;
    service->change_ms = wait && !unseen ? SERVICE_CHANGE_MS : 0;
    result = do_job(service, call, JOB_STATE, call == NULL ? 1200 : SERVICE_CALL_MS);
    if (result == SCARD_S_SUCCESS)
        *state_out = service->state;
    return result;
}

LONG
service_connect(struct service *service, struct driver_call *call, BYTE *atr_out,
                DWORD *atr_size_out)
{
    LONG result = await_free(service, call, SERVICE_CALL_MS);
    if (result == SCARD_S_SUCCESS)
        result = do_job(service, call, JOB_CONNECT, SERVICE_CARD_MS);
    if (result != SCARD_S_SUCCESS)
        return result;
    memcpy(atr_out, service->atr, service->atr_size);
    *atr_size_out = service->atr_size;
    return result;
}

void
service_disconnect(struct service *service)
{
    if (await_free(service, NULL, SERVICE_CHANGE_MS) == SCARD_S_SUCCESS)
        do_job(service, NULL, JOB_DISCONNECT, SERVICE_CALL_MS);
}

LONG
service_transmit(struct service *service, struct driver_call *call, const BYTE *request,
                 DWORD size, const BYTE **reply_out, DWORD *reply_size_out)
{
    g_assert(size <= SERVICE_REQUEST_MAX);
    LONG result = await_free(service, call, SERVICE_CALL_MS);
    if (result != SCARD_S_SUCCESS)
        return result;
    memcpy(service->request, request, size);
    service->request_size = size;
    result = do_job(service, call, JOB_TRANSMIT, SERVICE_CARD_MS);
    if (result != SCARD_S_SUCCESS)
        return result;
    *reply_out = service->reply;
    *reply_size_out = service->reply_size;
    return result;
}
