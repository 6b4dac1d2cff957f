// Saves drafts for ever and tells each one that is answered; store_kills ends it at a random moment.
#include "storefixture.h"

#include <QCoreApplication>

#include <cstdio>

using namespace peraku::test;

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (argc < 3)
        return 2;
    Folder folder(QString::fromLocal8Bit(argv[1]));
    auto files = folder.open();
    if (!files && files.error().code == peraku::domain::ErrorCode::NotFound)
        files = folder.create();
    if (!files)
        return 3;
    for (int number = QByteArray(argv[2]).toInt();; ++number) {
        WorkBatch batch;
        batch.putDrafts = { draftRow(number, Folder::recoverySecret + QByteArray::number(number)) };
        batch.putOutbox = { { 0, voucherId(number), 0, "send " + QByteArray::number(number) } };
        batch.audit = QByteArray("saved");
        if (!files->work->commit(batch))
            return 4;
        std::printf("%d\n", number);
        std::fflush(stdout);
        if (number % 16 == 15 && !files->work->backUp())
            return 5;
        if (!applyNext(*files->cache, { { voucherId(number), 1, 0, number, "body", "summary" } }, {},
                QString::number(number)))
            return 6;
    }
}
